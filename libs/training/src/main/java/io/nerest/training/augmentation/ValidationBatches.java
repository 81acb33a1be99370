package io.nerest.training.augmentation;

import io.nerest.detector.image.LetterboxTransform;
import io.nerest.detector.image.OpenCv;
import io.nerest.detector.image.RgbPlanes;
import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.image.ImageRejectedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Validation batches without augmentation: images scaled so that the longer side is {@code imgsz} and padded with
 * grey, to squares or, as in Ultralytics, to the smallest rectangle that fits all images of a batch.
 */
public final class ValidationBatches implements AutoCloseable {

    static {
        OpenCv.load();
    }

    private static final int STRIDE = 32;

    private final FrameLoader frames;
    private final BatchOptions options;
    private final List<Shape> shapes;
    private final Prefetcher<ValidationBatch> prefetcher;
    private int pass;

    private record Shape(int height, int width) {}

    /**
     * Starts the workers.
     *
     * @param items the images, at least one
     * @param rect whether the images are sorted by aspect and each batch has its own shape, half a stride larger
     *     than its images need; otherwise they keep their order, and all are squares
     */
    public ValidationBatches(List<DatasetItem> items, BatchOptions options, boolean rect) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException("there are no validation images");
        }
        List<DatasetItem> ordered = new ArrayList<>(items);
        if (rect) {
            ordered.sort(Comparator.comparingDouble(ValidationBatches::aspect));
        }
        this.frames = new FrameLoader(ordered, options.imgsz(), options.cacheBytes(), true);
        this.options = options;
        this.shapes = shapes(ordered, options, rect);
        int largest = shapes.stream()
                .mapToInt(shape -> 3 * shape.height() * shape.width() * options.batch())
                .max()
                .orElseThrow();
        this.prefetcher = new Prefetcher<>(
                shapes.size(), 0, options.workers(), options.ahead(), largest, "validation", Maker::new);
    }

    private static double aspect(DatasetItem item) {
        return (double) item.height() / item.width();
    }

    private static List<Shape> shapes(List<DatasetItem> ordered, BatchOptions options, boolean rect) {
        List<Shape> shapes = new ArrayList<>();
        for (int first = 0; first < ordered.size(); first += options.batch()) {
            double flattest = aspect(ordered.get(first));
            double steepest = aspect(ordered.get(Math.min(first + options.batch(), ordered.size()) - 1));
            double height = rect && steepest < 1 ? steepest : 1;
            double width = rect && flattest > 1 ? 1 / flattest : 1;
            shapes.add(
                    rect
                            ? new Shape(padded(height * options.imgsz()), padded(width * options.imgsz()))
                            : new Shape(options.imgsz(), options.imgsz()));
        }
        return List.copyOf(shapes);
    }

    private static int padded(double side) {
        return (int) Math.ceil(side / STRIDE + 0.5) * STRIDE;
    }

    /** Returns the number of batches per pass. */
    public int batchesPerPass() {
        return shapes.size();
    }

    /** Starts a pass over all images, from the first. */
    public void start() {
        prefetcher.startEpoch(pass++);
    }

    /**
     * Returns the next batch of the pass; the caller closes it.
     *
     * @throws IllegalStateException if an image has become unreadable: metrics on fewer images are not comparable
     */
    public ValidationBatch next() throws InterruptedException {
        return prefetcher.next();
    }

    /** Returns the nanoseconds that {@link #next()} has waited for the workers. */
    public long nanosWaited() {
        return prefetcher.nanosWaited();
    }

    @Override
    public void close() {
        prefetcher.close();
        frames.close();
    }

    private final class Maker implements Prefetcher.Maker<ValidationBatch> {
        private final Targets targets = new Targets();

        @Override
        public ValidationBatch make(int ignoredPass, int batch, ByteBuffer buffer, Runnable release)
                throws ImageRejectedException {
            Shape shape = shapes.get(batch);
            int first = batch * options.batch();
            List<DatasetItem> items = frames.items()
                    .subList(
                            first,
                            Math.min(first + options.batch(), frames.items().size()));
            List<LetterboxTransform> transforms = new ArrayList<>();
            targets.clear();
            for (int i = 0; i < items.size(); i++) {
                transforms.add(lay(first + i, i, shape, buffer));
            }
            ByteBuffer pixels = buffer.duplicate().position(0).limit(items.size() * 3 * shape.height() * shape.width());
            TrainingBatch made = new TrainingBatch(
                    pixels,
                    items.size(),
                    shape.height(),
                    shape.width(),
                    targets.toArray(),
                    items.stream().map(item -> item.image().toString()).toList(),
                    release);
            return new ValidationBatch(made, items, transforms);
        }

        private LetterboxTransform lay(int index, int slot, Shape shape, ByteBuffer buffer)
                throws ImageRejectedException {
            try (LoadedFrame frame = frames.loadExactly(index)) {
                int width = frame.pixels().cols();
                int height = frame.pixels().rows();
                int left = (int) Math.rint((shape.width() - width) / 2.0 - 0.1);
                int top = (int) Math.rint((shape.height() - height) / 2.0 - 0.1);
                int offset = slot * 3 * shape.height() * shape.width();
                RgbPlanes.write(frame.pixels(), buffer, offset, shape.height(), shape.width(), left, top);
                for (LabelledBox label : frame.item().labels()) {
                    Box box = label.toPixels(width, height);
                    targets.add(
                            slot,
                            label.classId(),
                            new Box(box.x1() + left, box.y1() + top, box.x2() + left, box.y2() + top),
                            shape.width(),
                            shape.height());
                }
                DatasetItem item = frame.item();
                float scale = (float) options.imgsz() / Math.max(item.width(), item.height());
                return new LetterboxTransform(scale, left, top, item.width(), item.height());
            }
        }

        @Override
        public void close() {
            // holds no native memory
        }
    }
}
