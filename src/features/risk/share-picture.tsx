import { useState } from "react";
import type { CurvePen } from "../../paint/curve-strokes.ts";
import { type Inks, inks } from "../../paint/inks.ts";
import * as liquidationsTexts from "../../texts/liquidations.ts";
import { Button } from "../../ui/button.tsx";
import { saveFile } from "../../ui/save-file.ts";
import text from "../../ui/text.module.css";

interface SharePictureProps<S> {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly scene: S;
  readonly paint: (pen: CurvePen, width: number, height: number, inks: Inks, scene: S) => void;
}

const WIDTH = 1_200;
const HEIGHT = 675;

/** Saves a scene as a picture of its own. The scene has to hold nothing that others should not see. */
export function SharePicture<S>({ name, scene, paint }: SharePictureProps<S>) {
  const [isFailed, setIsFailed] = useState(false);
  const save = () => {
    const canvas = document.createElement("canvas");
    canvas.width = WIDTH;
    canvas.height = HEIGHT;
    const pen = canvas.getContext("2d", { alpha: false });
    if (pen === null) {
      setIsFailed(true);
      return;
    }
    paint(pen, WIDTH, HEIGHT, inks(), scene);
    canvas.toBlob((blob) => {
      setIsFailed(blob === null);
      if (blob !== null) saveFile(`${name}.png`, blob);
    }, "image/png");
  };
  return (
    <>
      <Button onClick={save}>{liquidationsTexts.savePicture}</Button>{" "}
      <span className={text.second}>{isFailed ? liquidationsTexts.notDrawn : liquidationsTexts.pictureHolds}</span>
    </>
  );
}
