package io.nerest.training.augmentation;

/**
 * Options of batch preparation.
 *
 * @param imgsz longer side of the network's images in pixels, a multiple of 32
 * @param batch images in a batch; the last one of an epoch may hold fewer
 * @param workers threads that prepare batches; 0 to prepare each in the thread that requests it
 * @param ahead maximum number of prepared batches; with the two that a consumer may hold it bounds the memory
 * @param cacheBytes maximum size of the cache of decoded pixels
 */
public record BatchOptions(int imgsz, int batch, int workers, int ahead, long cacheBytes) {

    /** 1 GiB, which holds 3,500 frames of 320x320. */
    public static final long DEFAULT_CACHE_BYTES = 1L << 30;

    /**
     * 64 MiB, which holds the last 218 frames of 320x320 or 54 of 640x640: enough to draw the other frames of a mosaic
     * from decoded frames, so that no frame is decoded four times per epoch.
     */
    public static final long RECENT_BYTES = 64L << 20;

    private static final int MOST_WORKERS = 1024;

    public BatchOptions {
        if (imgsz < 32 || imgsz % 32 != 0) {
            throw new IllegalArgumentException("imgsz=" + imgsz + ": must be a multiple of 32");
        }
        if (batch < 1) {
            throw new IllegalArgumentException("batch=" + batch + ": must be at least 1");
        }
        if (workers < 0 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException("workers=" + workers + ": must be 0 (no threads) to " + MOST_WORKERS);
        }
        if (ahead < 1 || cacheBytes < 0) {
            throw new IllegalArgumentException(
                    "ahead=%d must be at least 1, cacheBytes=%d at least 0".formatted(ahead, cacheBytes));
        }
        if (3L * imgsz * imgsz * batch > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "batch=%d of imgsz=%d is more than a buffer of 2 GiB holds".formatted(batch, imgsz));
        }
    }

    /** One worker, two batches ahead, the default cache. */
    public static BatchOptions of(int imgsz, int batch) {
        return new BatchOptions(imgsz, batch, 1, 2, DEFAULT_CACHE_BYTES);
    }

    public BatchOptions withWorkers(int count) {
        return new BatchOptions(imgsz, batch, count, Math.max(ahead, count + 1), cacheBytes);
    }

    public BatchOptions withCacheBytes(long bytes) {
        return new BatchOptions(imgsz, batch, workers, ahead, bytes);
    }
}
