import { expect, test } from "vitest";
import { FrameScheduler } from "../../../paint/frame-scheduler.ts";
import { FakeFrames } from "../../../test-support/fake-frames.ts";
import { bookGapMs } from "./book-pace.ts";

test("BOK-001 the book paints ten times a second however much comes, and once a second under reduced motion", () => {
  const frames = new FakeFrames();
  const scheduler = new FrameScheduler(frames.world, (_name, error) => {
    throw error;
  });
  let isCalm = false;
  let paintings = 0;
  const painter = scheduler.register({
    name: "book",
    minGapMs: () => bookGapMs(isCalm),
    paint: () => {
      paintings += 1;
    },
  });
  const paintingsInASecond = () => {
    paintings = 0;
    for (let frame = 0; frame < 50; frame++) {
      painter.mark();
      frames.next(20);
    }
    return paintings;
  };
  expect(paintingsInASecond()).toBe(10);
  isCalm = true;
  expect(paintingsInASecond()).toBe(1);
});
