package io.nerest.selection.round;

import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.Curriculum;
import io.nerest.selection.CurriculumSettings;
import io.nerest.selection.Strategies;
import io.nerest.vision.box.ScoredBox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** A campaign over a pool of made-up frames whose scores are a function of frame and model. */
final class SimulatedCampaign {

    static final Instant DAWN = Instant.parse("2026-08-01T04:00:00Z");

    final RoundPolicy policy;
    final RoundSettings settings;
    final InMemoryPool pool;

    SimulatedCampaign(RoundSettings settings, int frames) {
        this.settings = settings;
        this.policy = new RoundPolicy(settings);
        this.pool = new InMemoryPool(frames(frames), settings.ownLabels());
    }

    static RoundSettings settings(String strategy, Map<String, Object> options) {
        return new RoundSettings(Strategies.configure(strategy, options), 4, 6, 0, Optional.empty(), false, 7);
    }

    static RoundSettings with(RoundSettings settings, Curriculum curriculum) {
        return new RoundSettings(
                settings.strategy(),
                settings.initial(),
                settings.batchSize(),
                settings.sampleSize(),
                Optional.of(curriculum),
                settings.ownLabels(),
                settings.seed());
    }

    static RoundSettings withSizes(RoundSettings settings, int initial, int batchSize, int sampleSize) {
        return new RoundSettings(
                settings.strategy(),
                initial,
                batchSize,
                sampleSize,
                settings.curriculum(),
                settings.ownLabels(),
                settings.seed());
    }

    static RoundSettings withOwnLabels(RoundSettings settings) {
        return new RoundSettings(
                settings.strategy(),
                settings.initial(),
                settings.batchSize(),
                settings.sampleSize(),
                settings.curriculum(),
                true,
                settings.seed());
    }

    static RoundSettings withSeed(RoundSettings settings, long seed) {
        return new RoundSettings(
                settings.strategy(),
                settings.initial(),
                settings.batchSize(),
                settings.sampleSize(),
                settings.curriculum(),
                settings.ownLabels(),
                seed);
    }

    static Curriculum curriculum(String mode, double auditShare) {
        return new CurriculumSettings(
                        true, null, null, List.of(50.0), null, mode, null, null, null, null, null, auditShare)
                .toCurriculum()
                .orElseThrow();
    }

    static ConfiguredStrategy random() {
        return Strategies.configure("random", Map.of());
    }

    static UUID id(int number) {
        return new UUID(0x4e65726573740000L, number);
    }

    static List<CapturedFrame> frames(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new CapturedFrame(id(i), "camera-" + i % 3, DAWN.plusSeconds(i)))
                .toList();
    }

    /** Draws the sample and scores it. */
    RoundPlan open(int round, String... models) {
        RoundPlan plan = policy.plan(round, List.of(models));
        pool.draw(plan);
        plan.models().forEach(model -> pool.unscored(model).forEach(frame -> score(model, frame)));
        return plan;
    }

    void score(String model, UUID frame) {
        Random random = new Random(frame.getLeastSignificantBits() * 31 + model.hashCode());
        List<ScoredBox> boxes = new ArrayList<>();
        for (int box = random.nextInt(4); box > 0; box--) {
            boxes.add(new ScoredBox(0, random.nextDouble(), random.nextDouble(), random.nextDouble(), 0.2, 0.2));
        }
        pool.addScore(model, frame, boxes, new float[] {random.nextFloat(), random.nextFloat(), random.nextFloat()});
    }

    /** Runs a round to its end: what it selects is labelled. */
    RoundSelection run(int round, String... models) {
        RoundSelection selection = policy.select(open(round, models), pool);
        pool.record(
                selection,
                settings.curriculum()
                        .map(curriculum -> curriculum.mode() == Curriculum.Mode.ACCUMULATE)
                        .orElse(false));
        selection.forAnnotators().forEach(frame -> pool.addLabel(frame.frameId()));
        return selection;
    }
}
