package io.nerest.scoring.frame;

import io.nerest.contracts.FrameRef;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.service.images.ImageConfig;
import io.nerest.service.objects.MissingObjectException;
import io.nerest.service.objects.ObjectStore;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Downloads and decodes images on separate threads, ahead of the network. */
@ApplicationScoped
class ImageFetcher {
    private final ObjectStore store;
    private final ImageLimits limits;
    private final ExecutorService threads;

    ImageFetcher(ObjectStore store, FrameScoringConfig config, ImageConfig images) {
        this.store = store;
        this.limits = images.limits();
        this.threads = Executors.newFixedThreadPool(config.fetchThreads(), task -> {
            Thread thread = new Thread(task, "image-fetch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts to fetch images.
     *
     * @param decodedSide minimum of the longer side of a decoded image, in pixels; larger images are decoded at a fraction
     *     of their size
     */
    ImageFetches start(List<FrameRef> frames, int decodedSide) {
        return new ImageFetches(frames, frame -> fetch(frame, decodedSide), threads);
    }

    private FetchedImage fetch(FrameRef frame, int decodedSide) {
        try {
            byte[] bytes = store.get(frame.image()).bytes();
            return new FetchedImage.Decoded(ImageDecoder.decode(bytes, limits, decodedSide));
        } catch (MissingObjectException | ImageRejectedException e) {
            return new FetchedImage.Rejected("frame " + frame.frameId() + ": " + e.getMessage());
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
