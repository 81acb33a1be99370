package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Frames for tests. */
final class Frames {

    static final Instant DAWN = Instant.parse("2026-08-01T04:00:00Z");
    static final SharedSettings PLAIN =
            SharedSettings.DEFAULTS.withMinConfidence(0).withEmptyFrames(EmptyFrames.CERTAIN);

    private Frames() {}

    static UUID id(int number) {
        return new UUID(0x4e65726573740000L, number);
    }

    static ScoredBox box(double confidence) {
        return new ScoredBox(0, confidence, 0.5, 0.5, 0.1, 0.1);
    }

    static List<ScoredBox> boxes(double... confidences) {
        return Arrays.stream(confidences).mapToObj(Frames::box).toList();
    }

    static ScoredFrame frame(int number, double... confidences) {
        return new ScoredFrame(id(number), "cam", DAWN.plusSeconds(number), boxes(confidences), new float[0]);
    }

    static ScoredFrame at(int number, String stream, int second, double... confidences) {
        return new ScoredFrame(id(number), stream, DAWN.plusSeconds(second), boxes(confidences), new float[0]);
    }

    static ScoredFrame ofClass(int number, int classId, double confidence) {
        return new ScoredFrame(
                id(number),
                "cam",
                DAWN.plusSeconds(number),
                List.of(new ScoredBox(classId, confidence, 0.5, 0.5, 0.1, 0.1)),
                new float[0]);
    }

    static ScoredFrame embedded(int number, double confidence, float... embedding) {
        return new ScoredFrame(id(number), "cam", DAWN.plusSeconds(number), boxes(confidence), embedding);
    }

    static List<UUID> ids(int... numbers) {
        return Arrays.stream(numbers).mapToObj(Frames::id).toList();
    }

    static List<UUID> ids(SelectionResult selected) {
        return selected.frames().stream().map(SelectedFrame::frameId).toList();
    }
}
