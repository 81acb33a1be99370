package io.nerest.training.augmentation;

/**
 * How batches are made.
 *
 * @param imgsz longer side of the network's pictures in pixels, a multiple of 32
 * @param batch pictures in a batch; the last one of an epoch may hold fewer
 * @param workers threads that prepare batches
 * @param ahead batches that are ready or in the making at most; with the two that a consumer may hold they bound the memory
 * @param cacheBytes decoded pixels that are kept at most
 */
public record BatchOptions(int imgsz, int batch, int workers, int ahead, long cacheBytes) {

    /** 1 GiB, which holds 3,500 frames of 320x320. */
    public static final long DEFAULT_CACHE_BYTES = 1L << 30;

    /**
     * 64 MiB, which holds the last 218 frames of 320x320 or 54 of 640x640: enough that a mosaic's partners are drawn from
     * frames that are still decoded, and no frame is decoded four times an epoch.
     */
    public static final long RECENT_BYTES = 64L << 20;

    public BatchOptions {
        if (imgsz < 32 || imgsz % 32 != 0) {
            throw new IllegalArgumentException("imgsz=" + imgsz + ": must be a multiple of 32");
        }
        if (batch < 1 || workers < 1 || ahead < 1 || cacheBytes < 0) {
            throw new IllegalArgumentException(
                    "batch=%d, workers=%d, ahead=%d must be at least 1, cacheBytes=%d at least 0"
                            .formatted(batch, workers, ahead, cacheBytes));
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
