package io.nerest.training.augmentation;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.opencv.opencv_core.Mat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads frames of a data set with their longer side scaled to {@code imgsz}, and caches the most recently used ones
 * within a memory budget. Thread-safe.
 */
final class FrameLoader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrameLoader.class);

    private final List<DatasetItem> items;
    private final int imgsz;
    private final long budget;
    private final boolean exact;
    private final Map<Integer, Mat> cache = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<Integer> refused = ConcurrentHashMap.newKeySet();
    private long cached;

    /**
     * Creates a loader with an empty cache.
     *
     * @param budget maximum bytes of cached pixels; 0 disables the cache
     * @param exact whether large JPEGs are decoded at full size before scaling, as Ultralytics does; otherwise at a
     *     half, quarter or eighth, which is faster and slightly smoother
     */
    FrameLoader(List<DatasetItem> items, int imgsz, long budget, boolean exact) {
        this.items = List.copyOf(items);
        this.imgsz = imgsz;
        this.budget = budget;
        this.exact = exact;
    }

    List<DatasetItem> items() {
        return items;
    }

    /** Returns how many frames of the set fit into the budget. */
    int capacity() {
        long largest = items.stream().mapToLong(this::bytes).max().orElse(1);
        long all = items.stream().mapToLong(this::bytes).sum();
        return all <= budget ? items.size() : (int) Math.min(items.size(), budget / largest);
    }

    private long bytes(DatasetItem item) {
        int[] size = size(item.width(), item.height());
        return 3L * size[0] * size[1];
    }

    private int[] size(int width, int height) {
        double scale = (double) imgsz / Math.max(width, height);
        return new int[] {
            Math.max(1, Math.min((int) Math.ceil(width * scale), imgsz)),
            Math.max(1, Math.min((int) Math.ceil(height * scale), imgsz))
        };
    }

    /**
     * Returns a frame. If its file has become unreadable since the data set was read, logs a warning once and returns
     * the next readable frame instead.
     *
     * @throws IllegalStateException if no frame can be read
     */
    LoadedFrame load(int index) {
        for (int i = 0; i < items.size(); i++) {
            int candidate = (index + i) % items.size();
            if (refused.contains(candidate)) {
                continue;
            }
            try {
                return loadExactly(candidate);
            } catch (ImageRejectedException e) {
                if (refused.add(candidate)) {
                    LOG.warn("{}; using another image instead", e.getMessage());
                }
            }
        }
        throw new IllegalStateException("none of the data set's %d images can be read, the first is %s"
                .formatted(items.size(), items.get(0).image()));
    }

    /**
     * Returns exactly the frame of the given index.
     *
     * @throws ImageRejectedException if its file has become unreadable since the data set was read
     */
    LoadedFrame loadExactly(int index) throws ImageRejectedException {
        return new LoadedFrame(items.get(index), pixels(index));
    }

    private Mat pixels(int index) throws ImageRejectedException {
        synchronized (cache) {
            Mat kept = cache.get(index);
            if (kept != null) {
                return new Mat(kept); // shares the pixels and counts the reference
            }
        }
        Mat decoded = decode(items.get(index));
        synchronized (cache) {
            long bytes = decoded.total() * decoded.elemSize();
            if (bytes <= budget && !cache.containsKey(index)) {
                cache.put(index, new Mat(decoded));
                cached += bytes;
                evict();
            }
        }
        return decoded;
    }

    private void evict() {
        var oldest = cache.values().iterator();
        while (cached > budget && oldest.hasNext()) {
            Mat out = oldest.next();
            cached -= out.total() * out.elemSize();
            oldest.remove();
            out.close();
        }
    }

    /** The reader of the data set has applied the limits: a file may not have grown since. */
    private static ImageLimits limits(DatasetItem item) {
        long pixels = (long) item.width() * item.height();
        int side = Math.max(item.width(), item.height());
        return new ImageLimits(Math.max(ImageLimits.DEFAULT.maxBytes(), 16 * pixels), pixels, 1, side);
    }

    private Mat decode(DatasetItem item) throws ImageRejectedException {
        DecodedImage image = ImageDecoder.decode(item.image(), limits(item), exact ? Integer.MAX_VALUE : imgsz);
        int[] size = size(image.width(), image.height());
        if (image.width() == size[0] && image.height() == size[1]) {
            return image.mat();
        }
        try (image) {
            return image.resized(size[0], size[1]).mat();
        }
    }

    @Override
    public void close() {
        synchronized (cache) {
            cache.values().forEach(Mat::close);
            cache.clear();
            cached = 0;
        }
    }
}
