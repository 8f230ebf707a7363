/* Draws a photo anew, at most 2560 pixels a side: a fifth of the bytes, upright, and nothing in it but what is seen. */

const SIDE = 2560;
const QUALITY = 0.85;

async function opened(file) {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

function drawn(image) {
  const share = Math.min(1, SIDE / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.naturalWidth * share));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * share));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff"; // what is transparent would be black in a JPEG
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** The photo as it shall be sent; what this browser cannot open comes back as it is, for the server to judge. */
export async function shrunk(file) {
  try {
    const canvas = drawn(await opened(file));
    const picture = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", QUALITY); });
    return picture ?? file;
  } catch {
    return file;
  }
}
