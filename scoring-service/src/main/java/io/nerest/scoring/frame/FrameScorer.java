package io.nerest.scoring.frame;

import io.nerest.contracts.Embedding;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameScored;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.inference.FramePrediction;
import io.nerest.scoring.model.InferenceSettings;
import io.nerest.scoring.model.LoadedModel;
import io.nerest.service.lifecycle.PodName;
import io.nerest.service.log.LogContext;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.ScoredBox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Scores frames in batches while the images of later batches are fetched. */
@ApplicationScoped
public class FrameScorer {
    private final ImageFetcher fetcher;
    private final FrameScoreService scores;
    private final PodName pod;
    private final InferenceSettings settings;
    private final InferenceTurns turns;
    private final ScoringMeters meters;
    private volatile @Nullable FrameRef lastFrame;

    FrameScorer(
            ImageFetcher fetcher,
            FrameScoreService scores,
            PodName pod,
            InferenceSettings settings,
            InferenceTurns turns,
            ScoringMeters meters) {
        this.fetcher = fetcher;
        this.scores = scores;
        this.pod = pod;
        this.settings = settings;
        this.turns = turns;
        this.meters = meters;
    }

    /** Returns the frame that was scored last, or empty if this pod scored none. */
    public Optional<FrameRef> lastFrame() {
        return Optional.ofNullable(lastFrame);
    }

    /**
     * Scores new frames that the model did not score before. Images are fetched while the database returns which frames
     * those are, to keep the latency low.
     *
     * @param frames without repetitions
     * @param arrived when the frames arrived, by {@link System#nanoTime}
     * @throws io.nerest.service.objects.ObjectStoreException if the object store is unreachable
     */
    @SuppressWarnings("try") // the log context is closed, not used
    public ScoringResult scoreNew(LoadedModel model, List<FrameRef> frames, long arrived) throws InterruptedException {
        try (LogContext named = LogContext.model(model.modelId());
                ImageFetches images = fetcher.start(frames, settings.decodedSide(model.imgsz()))) {
            ScoringResult result = ScoringResult.empty();
            for (List<FrameRef> batch : batches(model, frames)) {
                scoreBatch(model, batch, images, arrived, result);
                turns.scored(batch.size());
            }
            return result;
        }
    }

    /**
     * Scores requested frames that the model did not score before, behind new frames. The images of the next batch alone are fetched
     * ahead, so that those of new frames do not wait for many others.
     *
     * @param frames without repetitions
     * @param arrived when the frames arrived, by {@link System#nanoTime}
     * @throws io.nerest.service.objects.ObjectStoreException if the object store is unreachable
     */
    @SuppressWarnings("try") // the log context is closed, not used
    public ScoringResult scoreRequested(LoadedModel model, List<FrameRef> frames, long arrived)
            throws InterruptedException {
        try (LogContext named = LogContext.model(model.modelId());
                FetchesAhead images = new FetchesAhead(
                        batches(model, frames), batch -> fetcher.start(batch, settings.decodedSide(model.imgsz())))) {
            ScoringResult result = ScoringResult.empty();
            long waited = 0;
            while (images.hasNext()) {
                List<FrameRef> batch = images.next();
                long asked = System.nanoTime();
                turns.await(batch.size());
                waited += System.nanoTime() - asked;
                scoreBatch(model, batch, images.current(), arrived, result);
            }
            return new ScoringResult(result.scores(), result.rejections(), waited);
        }
    }

    /** Returns the frames without a score of the model, in batches of one inference. */
    private List<List<FrameRef>> batches(LoadedModel model, List<FrameRef> frames) {
        Set<UUID> scored = scores.scoredFrames(
                model.modelId(), frames.stream().map(FrameRef::frameId).toList());
        List<FrameRef> unscored = frames.stream()
                .filter(frame -> !scored.contains(frame.frameId()))
                .toList();
        List<List<FrameRef>> batches = new ArrayList<>();
        for (int from = 0; from < unscored.size(); from += settings.batch()) {
            batches.add(unscored.subList(from, Math.min(unscored.size(), from + settings.batch())));
        }
        return batches;
    }

    @SuppressWarnings("try") // the log context is closed, not used
    private void scoreBatch(
            LoadedModel model, List<FrameRef> frames, ImageFetches fetches, long arrived, ScoringResult result)
            throws InterruptedException {
        Map<FrameRef, DecodedImage> images = new LinkedHashMap<>();
        try {
            for (FrameRef frame : frames) {
                try (LogContext named = LogContext.frame(frame.frameId())) {
                    fetches.take(frame)
                            .match(
                                    decoded -> images.put(frame, decoded.image()),
                                    rejected -> result.rejections().put(frame.frameId(), rejected.reason()));
                }
            }
            if (!images.isEmpty()) {
                result.scores().addAll(infer(model, images, arrived));
            }
        } finally {
            images.values().forEach(DecodedImage::close);
        }
    }

    private List<FrameScored> infer(LoadedModel model, Map<FrameRef, DecodedImage> images, long arrived) {
        List<FramePrediction> predictions =
                settings.frameDetector(batch -> measured(model, batch)).predict(List.copyOf(images.values()));
        Instant now = Instant.now(Clock.systemUTC());
        double latency = (System.nanoTime() - arrived) / 1e6;
        List<FrameScored> scored = new ArrayList<>(images.size());
        Iterator<FramePrediction> prediction = predictions.iterator();
        images.forEach((frame, image) -> {
            FramePrediction next = prediction.next();
            scored.add(new FrameScored(
                    frame.frameId(),
                    frame.streamId(),
                    model.modelId(),
                    boxes(next, image.width(), image.height()),
                    new Embedding(next.embedding()),
                    pod.value(),
                    latency,
                    now));
            lastFrame = frame;
        });
        return scored;
    }

    private List<FramePrediction> measured(LoadedModel model, List<DecodedImage> images) {
        long started = System.nanoTime();
        List<FramePrediction> predictions = model.detector().predict(images);
        meters.inferred(model.detector().options().device().toString(), System.nanoTime() - started);
        return predictions;
    }

    /** Converts detections in pixels of the decoded image, clipped to it, to fractions of the image. */
    private static List<ScoredBox> boxes(FramePrediction prediction, int width, int height) {
        return prediction.detections().stream()
                .map(detection -> box(detection, width, height))
                .toList();
    }

    static ScoredBox box(Detection detection, int width, int height) {
        double x1 = fraction(detection.box().x1() / width);
        double y1 = fraction(detection.box().y1() / height);
        double x2 = fraction(detection.box().x2() / width);
        double y2 = fraction(detection.box().y2() / height);
        return new ScoredBox(
                detection.classId(), fraction(detection.confidence()), (x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1);
    }

    private static double fraction(double value) {
        return Math.min(1, Math.max(0, value));
    }
}
