/* Draws the strokes of a drawing once more, on a canvas over it: each frame adds what is new of a line, and nothing is
   drawn twice or laid out again, so that the thousandth stroke is no more work than the first. */

const SHARPEST = 2;

export function tracing(svg) {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  const [left, top, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const scale = (svg.clientWidth * Math.min(SHARPEST, devicePixelRatio)) / width || 1;
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  canvas.setAttribute("aria-hidden", "true");
  pen.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
  pen.lineCap = "round";
  pen.lineJoin = "round";
  pen.lineWidth = parseFloat(getComputedStyle(svg.querySelector("path")).strokeWidth);
  svg.after(canvas);
  svg.parentElement.setAttribute("data-traced", "");
  const lines = new Map();

  function line(path) {
    if (!lines.has(path)) {
      lines.set(path, {
        shape: new Path2D(path.getAttribute("d")), length: path.getTotalLength(), colour: getComputedStyle(path).stroke, drawn: 0,
      });
    }
    return lines.get(path);
  }

  return {
    /** Draws a stroke on, up to this share of it. */
    draw(path, share) {
      const one = line(path);
      if (share <= one.drawn) return;
      pen.strokeStyle = one.colour;
      pen.setLineDash(share < 1 || one.drawn ? [Math.max(0.1, (share - one.drawn) * one.length), 2 * one.length + 1] : []);
      pen.lineDashOffset = -one.drawn * one.length;
      pen.stroke(one.shape);
      one.drawn = share;
    },
    /** Leaves the drawing to the page again. */
    end() {
      canvas.remove();
      svg.parentElement.removeAttribute("data-traced");
    },
  };
}
