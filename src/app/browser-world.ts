import type { FrameWorld } from "../paint/frame-scheduler.ts";
import type { Socket, SocketEvents, StreamWorld } from "../stream/stream-client.ts";

/** The socket of the page's own origin; the cookie of the session travels with the handshake. */
function connect(events: SocketEvents): Socket {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/realtime`);
  socket.onopen = events.opened;
  socket.onmessage = ({ data }) => events.received(String(data));
  socket.onclose = events.closed;
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
}

export const browserStreamWorld: StreamWorld = {
  connect,
  nowMs: () => Date.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

export const browserFrameWorld: FrameWorld = {
  nowMs: () => performance.now(),
  requestFrame: (run) => {
    requestAnimationFrame(run);
  },
  isHidden: () => document.hidden,
  afterSecond: (run) => {
    setTimeout(run, 1_000);
  },
  onHiddenOrShown: (run) => document.addEventListener("visibilitychange", run),
};
