package io.nerest.training.augmentation;

import io.nerest.arguments.training.AugmentationArguments;
import io.nerest.detector.image.OpenCv;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.IgnoreRegion;
import io.nerest.vision.box.LabelledBox;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Composes training images from frames: mosaic, view transform, mixup, copy and paste, colours, flips. Holds reusable
 * buffers; each thread needs its own.
 */
final class ImageComposer implements AutoCloseable {

    static {
        OpenCv.load();
    }

    private final FrameLoader frames;
    private final AugmentationArguments arguments;
    private final int imgsz;
    private final Mat image;
    private final Mat partner;
    private final MosaicTilePainter painter;
    private final HsvGains hsv = new HsvGains();
    private final List<PlacedBox> boxes = new ArrayList<>();
    private final List<Box> ignored = new ArrayList<>();

    ImageComposer(FrameLoader frames, AugmentationArguments arguments, int imgsz) {
        this.frames = frames;
        this.arguments = arguments;
        this.imgsz = imgsz;
        this.image = new Mat(imgsz, imgsz, opencv_core.CV_8UC3);
        this.partner = new Mat(imgsz, imgsz, opencv_core.CV_8UC3);
        this.painter = new MosaicTilePainter(imgsz);
    }

    /**
     * Composes the image of one frame.
     *
     * @param index the frame's
     * @param others draws the index of another frame for mosaic and mixup
     * @param composing whether mosaic, mixup and copy and paste are enabled in this epoch
     * @return the frame's file
     */
    String compose(int index, IntSupplier others, boolean composing, SplittableRandom random) {
        boxes.clear();
        ignored.clear();
        String file = view(index, others, composing, random, image);
        if (composing && arguments.copyPaste() > 0) {
            CopyPaste.mirrored(image, boxes, imgsz, arguments.copyPaste(), random);
        }
        if (composing && random.nextDouble() < arguments.mixup()) {
            view(others.getAsInt(), others, true, random, partner);
            double share = beta32(random);
            opencv_core.addWeighted(image, share, partner, 1 - share, 0, image);
        }
        hsv.apply(image, arguments, random);
        flip(random.nextDouble() < arguments.fliplr(), random.nextDouble() < arguments.flipud());
        return file;
    }

    /** Returns the composed pixels, 8-bit BGR; overwritten by the next image. */
    Mat image() {
        return image;
    }

    /** Returns the objects of the composed image. */
    List<PlacedBox> boxes() {
        return boxes;
    }

    /** Returns the ignore regions of the composed image. */
    List<Box> ignored() {
        return ignored;
    }

    private String view(int index, IntSupplier others, boolean composing, SplittableRandom random, Mat target) {
        boolean mosaic = composing && random.nextDouble() < arguments.mosaic();
        List<LoadedFrame> loaded = new ArrayList<>(4);
        try {
            loaded.add(frames.load(index));
            for (int i = 1; mosaic && i < 4; i++) {
                loaded.add(frames.load(others.getAsInt()));
            }
            int canvas = mosaic ? 2 * imgsz : imgsz;
            List<MosaicTile> tiles =
                    mosaic ? MosaicTile.mosaic(loaded, imgsz, random) : MosaicTile.letterbox(loaded.get(0), imgsz);
            List<ViewTransform> views =
                    painter.paint(tiles, canvas, ViewTransform.random(arguments, canvas, imgsz, random), target);
            for (int i = 0; i < tiles.size(); i++) {
                place(tiles.get(i), canvas, views.get(i));
            }
            return loaded.get(0).item().image().toString();
        } finally {
            loaded.forEach(LoadedFrame::close);
        }
    }

    private void place(MosaicTile tile, int canvas, ViewTransform view) {
        int width = tile.frame().pixels().cols();
        int height = tile.frame().pixels().rows();
        for (LabelledBox label : tile.frame().item().labels()) {
            Box onCanvas = onCanvas(label.toPixels(width, height), tile, canvas);
            if (onCanvas.width() > 0 && onCanvas.height() > 0) {
                Box seen = BoxFilter.clip(view.around(onCanvas), imgsz, imgsz);
                if (BoxFilter.keeps(seen, onCanvas.area() * view.areaGain())) {
                    boxes.add(new PlacedBox(label.classId(), seen));
                }
            }
        }
        for (IgnoreRegion region : tile.frame().item().ignored()) {
            Box onCanvas = onCanvas(region.toPixels(width, height), tile, canvas);
            if (onCanvas.area() > 0) {
                ignored.add(BoxFilter.clip(view.around(onCanvas), imgsz, imgsz));
            }
        }
    }

    private static Box onCanvas(Box own, MosaicTile tile, int canvas) {
        return BoxFilter.clip(
                new Box(
                        own.x1() + tile.shiftX(),
                        own.y1() + tile.shiftY(),
                        own.x2() + tile.shiftX(),
                        own.y2() + tile.shiftY()),
                canvas,
                canvas);
    }

    private void flip(boolean leftRight, boolean upDown) {
        if (!leftRight && !upDown) {
            return;
        }
        opencv_core.flip(image, image, leftRight && upDown ? -1 : leftRight ? 1 : 0);
        boxes.replaceAll(placed -> new PlacedBox(placed.classId(), flipped(placed.box(), leftRight, upDown)));
        ignored.replaceAll(region -> flipped(region, leftRight, upDown));
    }

    private Box flipped(Box b, boolean leftRight, boolean upDown) {
        return new Box(
                leftRight ? imgsz - b.x2() : b.x1(),
                upDown ? imgsz - b.y2() : b.y1(),
                leftRight ? imgsz - b.x1() : b.x2(),
                upDown ? imgsz - b.y1() : b.y2());
    }

    /** Draws from Beta(32, 32) as a ratio of sums of 32 exponential variables. */
    private static double beta32(SplittableRandom random) {
        double one = 0;
        double two = 0;
        for (int i = 0; i < 32; i++) {
            one -= Math.log(1 - random.nextDouble());
            two -= Math.log(1 - random.nextDouble());
        }
        return one / (one + two);
    }

    @Override
    public void close() {
        image.close();
        partner.close();
        painter.close();
        hsv.close();
    }
}
