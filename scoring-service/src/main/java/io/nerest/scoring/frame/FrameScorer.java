package io.nerest.scoring.frame;

import io.nerest.contracts.Embedding;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameScored;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.detector.inference.FramePrediction;
import io.nerest.scoring.Pod;
import io.nerest.scoring.model.DetectorSettings;
import io.nerest.scoring.model.LoadedModel;
import io.nerest.service.objects.MissingObjectException;
import io.nerest.service.objects.ObjectStore;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.ScoredBox;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Looks at frames: pictures are fetched and decoded on threads of their own, ahead of the network, which takes them in
 * batches as they come.
 */
@ApplicationScoped
public class FrameScorer {
    private final ObjectStore store;
    private final FrameScores scores;
    private final Pod pod;
    private final DetectorSettings settings;
    private final int batch;
    private final ExecutorService fetchers;
    private volatile @Nullable FrameRef newest;

    FrameScorer(
            ObjectStore store,
            FrameScores scores,
            Pod pod,
            DetectorSettings settings,
            @ConfigProperty(name = "nerest.scoring.fetchers", defaultValue = "2") int fetchers) {
        this.store = store;
        this.scores = scores;
        this.pod = pod;
        this.settings = settings;
        this.batch = settings.batch();
        this.fetchers = Executors.newFixedThreadPool(fetchers, task -> {
            Thread thread = new Thread(task, "frame-fetch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * What a look at frames came to.
     *
     * @param scorings one for each frame that could be looked at, in their order
     * @param refusals why others could not, by frame
     */
    public record Result(List<FrameScored> scorings, Map<UUID, String> refusals) {}

    /** The frame looked at last. */
    public Optional<FrameRef> newest() {
        return Optional.ofNullable(newest);
    }

    /** A picture, or why there is none. */
    private sealed interface Fetched {
        record Ready(DecodedImage picture) implements Fetched {}

        record Refused(String reason) implements Fetched {}
    }

    /** Pictures under way, by frame; those that nobody took are dropped with it. */
    private final class Pictures implements AutoCloseable {
        private final Map<FrameRef, CompletableFuture<Fetched>> fetched = new LinkedHashMap<>();
        private volatile boolean closed;

        Pictures(List<FrameRef> frames, int enough) {
            for (FrameRef frame : frames) {
                fetched.computeIfAbsent(
                        frame,
                        unused -> CompletableFuture.supplyAsync(
                                () -> closed ? new Fetched.Refused("no longer wanted") : fetch(frame, enough),
                                fetchers));
            }
        }

        List<CompletableFuture<Fetched>> take(List<FrameRef> frames) {
            return frames.stream().map(fetched::remove).toList();
        }

        @Override
        public void close() {
            closed = true;
            fetched.values().forEach(FrameScorer::drop);
        }
    }

    private static void drop(CompletableFuture<Fetched> fetched) {
        CompletableFuture<Void> unused = fetched.thenAccept(one -> {
            if (one instanceof Fetched.Ready ready) {
                ready.picture().close();
            }
        });
    }

    /**
     * Looks with a model at those of the frames that it has not looked at before. Pictures are under way while the
     * database is asked which those are: a frame's way to its detections is no longer than it must be.
     *
     * @param frames each once
     * @param arrived when the frames reached this pod, by {@link System#nanoTime}
     * @throws io.nerest.service.objects.ObjectStoreException where the store is out of reach
     */
    public Result look(LoadedModel model, List<FrameRef> frames, long arrived)
            throws InterruptedException, SQLException {
        try (Pictures pictures = new Pictures(frames, settings.decodedSide(model.imgsz()))) {
            Set<UUID> scored = scores.scored(
                    model.modelId(), frames.stream().map(FrameRef::frameId).toList());
            List<FrameRef> unscored = frames.stream()
                    .filter(frame -> !scored.contains(frame.frameId()))
                    .toList();
            List<FrameScored> scorings = new ArrayList<>(unscored.size());
            Map<UUID, String> refusals = new LinkedHashMap<>();
            for (int from = 0; from < unscored.size(); from += batch) {
                List<FrameRef> some = unscored.subList(from, Math.min(unscored.size(), from + batch));
                lookAtBatch(model, some, pictures.take(some), arrived, scorings, refusals);
            }
            return new Result(scorings, refusals);
        }
    }

    /** Boxes are shares of the picture, so that a picture decoded at a fraction of its size gives the same ones. */
    private Fetched fetch(FrameRef frame, int enough) {
        try {
            byte[] bytes = store.get(frame.image()).bytes();
            return new Fetched.Ready(ImageDecoder.decode(bytes, ImageLimits.DEFAULT, enough));
        } catch (MissingObjectException | ImageRejectedException e) {
            return new Fetched.Refused("frame " + frame.frameId() + ": " + e.getMessage());
        }
    }

    private void lookAtBatch(
            LoadedModel model,
            List<FrameRef> frames,
            List<CompletableFuture<Fetched>> fetched,
            long arrived,
            List<FrameScored> scorings,
            Map<UUID, String> refusals)
            throws InterruptedException {
        List<FrameRef> ready = new ArrayList<>();
        List<DecodedImage> pictures = new ArrayList<>();
        int taken = 0;
        try {
            for (; taken < frames.size(); taken++) {
                Fetched one = await(fetched.get(taken));
                if (one instanceof Fetched.Ready picture) {
                    ready.add(frames.get(taken));
                    pictures.add(picture.picture());
                } else if (one instanceof Fetched.Refused refused) {
                    refusals.put(frames.get(taken).frameId(), refused.reason());
                }
            }
            if (pictures.isEmpty()) {
                return;
            }
            newest = ready.get(ready.size() - 1);
            List<FramePrediction> predictions =
                    settings.looking(model.detector()::predict).predict(pictures);
            Instant now = Instant.now(Clock.systemUTC());
            double latency = (System.nanoTime() - arrived) / 1e6;
            for (int i = 0; i < ready.size(); i++) {
                scorings.add(scored(model, ready.get(i), pictures.get(i), predictions.get(i), latency, now));
            }
        } finally {
            fetched.subList(taken, fetched.size()).forEach(FrameScorer::drop);
            pictures.forEach(DecodedImage::close);
        }
    }

    private static Fetched await(CompletableFuture<Fetched> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a frame could not be fetched", e.getCause());
        }
    }

    private FrameScored scored(
            LoadedModel model,
            FrameRef frame,
            DecodedImage picture,
            FramePrediction prediction,
            double latencyMillis,
            Instant now) {
        List<ScoredBox> boxes = prediction.detections().stream()
                .map(detection -> box(detection, picture.width(), picture.height()))
                .toList();
        return new FrameScored(
                frame.frameId(),
                frame.streamId(),
                model.modelId(),
                boxes,
                new Embedding(prediction.embedding()),
                pod.name(),
                latencyMillis,
                now);
    }

    /** A detection as shares of the picture, cut at its edges. */
    static ScoredBox box(Detection detection, int width, int height) {
        double x1 = share(detection.box().x1() / width);
        double y1 = share(detection.box().y1() / height);
        double x2 = share(detection.box().x2() / width);
        double y2 = share(detection.box().y2() / height);
        return new ScoredBox(
                detection.classId(), share(detection.confidence()), (x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1);
    }

    private static double share(double value) {
        return Math.min(1, Math.max(0, value));
    }

    @PreDestroy
    void stop() {
        fetchers.shutdownNow();
    }
}
