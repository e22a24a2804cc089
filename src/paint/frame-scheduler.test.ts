import { describe, expect, test } from "vitest";
import { FakeFrames } from "../test-support/fake-frames.ts";
import { FrameScheduler } from "./frame-scheduler.ts";

function aScheduler() {
  const frames = new FakeFrames();
  const errors: string[] = [];
  const scheduler = new FrameScheduler(frames.world, (painter) => errors.push(painter));
  const painted: string[] = [];
  const painter = (name: string, gapMs = 0) => scheduler.register({ name, minGapMs: () => gapMs, paint: () => painted.push(name) });
  return { frames, scheduler, painted, painter, errors };
}

describe("UI-004 the frame scheduler", () => {
  test("UI-004 marks do not paint; the next frame paints once, however many there were", () => {
    const { frames, painted, painter } = aScheduler();
    const book = painter("book");
    for (let i = 0; i < 1_000; i++) book.mark();
    expect(painted).toEqual([]);
    frames.next();
    expect(painted).toEqual(["book"]);
  });

  test("UI-004 without marks there are no frames", () => {
    const { frames, painter } = aScheduler();
    const book = painter("book");
    book.mark();
    frames.next();
    expect(frames.isRequested).toBe(false);
  });

  test("UI-004 every painter keeps its own least gap", () => {
    const { frames, painted, painter } = aScheduler();
    const book = painter("book", 100);
    const fills = painter("fills");
    for (let ms = 0; ms < 1_000; ms += 10) {
      book.mark();
      fills.mark();
      frames.next(10);
    }
    expect(painted.filter((name) => name === "book")).toHaveLength(10);
    expect(painted.filter((name) => name === "fills")).toHaveLength(100);
  });

  test("UI-004 what is marked within the gap is painted when it has passed, without another mark", () => {
    const { frames, painted, painter } = aScheduler();
    const book = painter("book", 100);
    book.mark();
    frames.next();
    book.mark();
    for (let i = 0; i < 20; i++) frames.next(10);
    expect(painted).toEqual(["book", "book"]);
  });

  test("UI-004 nothing paints on a page that is hidden; it paints once when the page is seen again", () => {
    const { frames, painted, painter } = aScheduler();
    const book = painter("book");
    frames.hide();
    book.mark();
    frames.next();
    book.mark();
    expect(painted).toEqual([]);
    frames.show();
    frames.next();
    expect(painted).toEqual(["book"]);
  });

  test("WSP-005 what is heard or read beyond the page goes on by the second while nobody looks at it", () => {
    const { frames, scheduler, painted, painter } = aScheduler();
    const book = painter("book");
    const alerts = scheduler.register({ name: "alerts", minGapMs: () => 0, paint: () => painted.push("alerts"), runsHidden: true });
    alerts.mark();
    frames.hide();
    book.mark();
    frames.second();
    expect(painted).toEqual(["alerts"]);
    expect(frames.isTimed).toBe(false);
    alerts.mark();
    alerts.mark();
    frames.second();
    expect(painted).toEqual(["alerts", "alerts"]);
    alerts.mark();
    frames.show();
    frames.next();
    expect(painted).toEqual(["alerts", "alerts", "book", "alerts"]);
    frames.second();
    expect(painted).toHaveLength(4);
  });

  test("UI-004 a frame that has taken long leaves the rest to the next, who waited longest first", () => {
    const { frames, scheduler, painted, painter } = aScheduler();
    const slow = (name: string) =>
      scheduler.register({
        name,
        minGapMs: () => 0,
        paint: () => {
          painted.push(name);
          frames.nowMs += 10;
        },
      });
    const [book, curve, tape] = [slow("book"), slow("curve"), painter("tape")];
    tape.mark();
    frames.nowMs += 1;
    curve.mark();
    frames.nowMs += 1;
    book.mark();
    frames.next();
    expect(painted).toEqual(["tape", "curve"]);
    tape.mark();
    frames.next();
    expect(painted).toEqual(["tape", "curve", "book"]);
    frames.next();
    expect(painted).toEqual(["tape", "curve", "book", "tape"]);
    expect(frames.isRequested).toBe(false);
  });

  test("UI-004 a painter that fails is told of, and the others paint on", () => {
    const { frames, scheduler, painted, painter, errors } = aScheduler();
    const broken = scheduler.register({
      name: "broken",
      minGapMs: () => 0,
      paint: () => {
        throw new Error("no ink");
      },
    });
    const book = painter("book");
    broken.mark();
    book.mark();
    frames.next();
    expect(errors).toEqual(["broken"]);
    expect(painted).toEqual(["book"]);
  });

  test("UI-004 a painter that is gone paints no more, and knows how long its last painting lagged", () => {
    const { frames, painted, painter } = aScheduler();
    const book = painter("book");
    expect(book.lagMs()).toBe(null);
    book.mark();
    frames.next(16);
    expect(book.lagMs()).toBe(16);
    book.mark();
    book.remove();
    frames.next();
    book.mark();
    expect(painted).toEqual(["book"]);
  });
});
