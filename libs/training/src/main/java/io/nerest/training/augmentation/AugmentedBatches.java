package io.nerest.training.augmentation;

import io.nerest.arguments.training.AugmentationArguments;
import io.nerest.detector.image.RgbPlanes;
import io.nerest.training.batch.BatchSource;
import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.box.Box;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/**
 * Training batches: every epoch contains every frame once, in a new order and with new augmentation. A batch depends
 * only on the seed, the epoch and its position, not on the number of workers.
 */
public final class AugmentedBatches implements BatchSource {
    private final FrameLoader frames;
    private final AugmentationArguments arguments;
    private final BatchOptions options;
    private final int epochs;
    private final long seed;
    private final int window;
    private final Prefetcher<TrainingBatch> prefetcher;

    /**
     * Starts the workers.
     *
     * @param items training frames, at least one
     * @param epochs of the whole run; in the last {@code close_mosaic} of them each image shows one frame alone
     * @param seed of order and augmentation
     */
    public AugmentedBatches(
            List<DatasetItem> items, AugmentationArguments arguments, BatchOptions options, int epochs, long seed) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException("there are no training frames");
        }
        this.frames = new FrameLoader(items, options.imgsz(), options.cacheBytes(), false);
        this.arguments = arguments;
        this.options = options;
        this.epochs = epochs;
        this.seed = seed;
        this.window = window(items.size(), frames.capacity(), options.batch());
        this.prefetcher = new Prefetcher<>(
                batchesPerEpoch(),
                epochs,
                options.workers(),
                options.ahead(),
                3 * options.imgsz() * options.imgsz() * options.batch(),
                "augmentation",
                Maker::new);
    }

    /**
     * Returns from how many frames the other frames of a mosaic are drawn: from all if the cache holds all, else from
     * the most recent ones, which are still decoded.
     */
    private static int window(int frames, int capacity, int batch) {
        return capacity >= frames ? frames : Math.min(frames, Math.max(4, Math.min(8 * batch, capacity / 2)));
    }

    @Override
    public int batchesPerEpoch() {
        return (frames.items().size() + options.batch() - 1) / options.batch();
    }

    @Override
    public void startEpoch(int epoch) {
        prefetcher.startEpoch(epoch);
    }

    @Override
    public TrainingBatch next() throws InterruptedException {
        return prefetcher.next();
    }

    @Override
    public long nanosWaited() {
        return prefetcher.nanosWaited();
    }

    @Override
    public void close() {
        prefetcher.close();
        frames.close();
    }

    private static int[] order(int frames, long seed, int epoch) {
        SplittableRandom random = new SplittableRandom(mix(seed, epoch, -1));
        int[] order = new int[frames];
        for (int i = 0; i < frames; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Hashes three numbers to one seed (SplitMix64's finalizer, Steele et al. 2014). */
    private static long mix(long seed, int epoch, int place) {
        long z = seed * 0x9e3779b97f4a7c15L + ((long) epoch << 32 | (place & 0xffffffffL));
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private final class Maker implements Prefetcher.Maker<TrainingBatch> {
        private final ImageComposer composer = new ImageComposer(frames, arguments, options.imgsz());
        private final Targets targets = new Targets();
        private int epochOfOrder = -1;
        private int[] order = {};

        @Override
        public TrainingBatch make(int epoch, int batch, ByteBuffer buffer, Runnable release) {
            if (epoch != epochOfOrder) {
                order = order(frames.items().size(), seed, epoch);
                epochOfOrder = epoch;
            }
            boolean composing = epoch < epochs - arguments.closeMosaic();
            int imgsz = options.imgsz();
            int first = batch * options.batch();
            int count = Math.min(options.batch(), order.length - first);
            List<String> files = new ArrayList<>(count);
            targets.clear();
            for (int i = 0; i < count; i++) {
                int place = first + i;
                SplittableRandom random = new SplittableRandom(mix(seed, epoch, place));
                int from = Math.max(0, Math.min(place - window + 1, order.length - window));
                IntSupplier others = () -> order[from + random.nextInt(window)];
                files.add(composer.compose(order[place], others, composing, random));
                RgbPlanes.write(composer.image(), buffer, i * 3 * imgsz * imgsz, imgsz, imgsz, 0, 0);
                for (PlacedBox box : composer.boxes()) {
                    targets.add(i, box.classId(), box.box(), imgsz, imgsz);
                }
                for (Box region : composer.ignored()) {
                    targets.ignore(i, region, imgsz, imgsz);
                }
            }
            ByteBuffer pixels = buffer.duplicate().position(0).limit(count * 3 * imgsz * imgsz);
            return new TrainingBatch(
                    pixels, count, imgsz, imgsz, targets.toArray(), targets.ignoredToArray(), files, release);
        }

        @Override
        public void close() {
            composer.close();
        }
    }
}
