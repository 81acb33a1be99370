package io.nerest.scoring.frame;

import io.nerest.contracts.FrameRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Running fetches by frame. Closing it releases the images that were not taken. */
final class ImageFetches implements AutoCloseable {
    private final Map<FrameRef, CompletableFuture<FetchedImage>> running = new LinkedHashMap<>();
    private volatile boolean closed;

    ImageFetches(List<FrameRef> frames, Function<FrameRef, FetchedImage> fetch, Executor threads) {
        for (FrameRef frame : frames) {
            running.computeIfAbsent(
                    frame,
                    unused -> CompletableFuture.supplyAsync(
                            () -> closed ? new FetchedImage.Rejected("the fetch was cancelled") : fetch.apply(frame),
                            threads));
        }
    }

    /** Waits for a frame's image and transfers it to the caller. Each frame can be taken once. */
    FetchedImage take(FrameRef frame) throws InterruptedException {
        CompletableFuture<FetchedImage> fetch = Objects.requireNonNull(running.get(frame), "frame already taken");
        try {
            FetchedImage image = fetch.get();
            running.remove(frame);
            return image;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("frame " + frame.frameId() + " cannot be fetched", e.getCause());
        }
    }

    @Override
    public void close() {
        closed = true;
        for (CompletableFuture<FetchedImage> fetch : running.values()) {
            CompletableFuture<Void> unused = fetch.thenAccept(FetchedImage::close);
        }
    }
}
