/** What is shown over a frame while a key is held: the frames before and after it, or what moved. */

import { differenceFromMedian } from './motion.ts';
import { loadImage, type Task } from './task.ts';

const FLICKER_MILLIS = 140;

export type Overlay = ImageData | ImageBitmap;

/**
 * Shows the neighbours in time one after the other, or what differs from their median, while the key is held.
 *
 * @param task a frame whose image is decoded
 * @returns false if the camera has no frames before or after it
 */
export async function showNeighbours(
  task: Task,
  motion: boolean,
  held: () => boolean,
  show: (overlay: Overlay | undefined) => void,
): Promise<boolean> {
  const { before, after } = await task.loadNeighbours();
  const frames = [...[...before].reverse(), ...after];
  if (frames.length === 0) return false;
  const images = await Promise.all(frames.map((frame) => loadImage(frame.id)));
  try {
    if (motion) {
      const difference = motionOf(task, images);
      if (held()) show(difference);
    } else {
      const sequence = [...images.slice(0, before.length), task.bitmap!, ...images.slice(before.length)];
      for (let i = 0; held(); i++) {
        show(sequence[i % sequence.length]);
        await new Promise((resolve) => setTimeout(resolve, FLICKER_MILLIS));
      }
    }
  } finally {
    images.forEach((image) => image.close());
  }
  return true;
}

function motionOf(task: Task, images: ImageBitmap[]): ImageData {
  const { width, height } = task.open.frame;
  const pixels = [task.bitmap!, ...images].map((image) => {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0, width, height);
    return context.getImageData(0, 0, width, height).data;
  });
  return new ImageData(differenceFromMedian(pixels[0]!, pixels.slice(1)), width, height);
}
