package io.nerest.selection;

import static io.nerest.selection.Frames.embedded;
import static io.nerest.selection.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid settings and frames are refused by name. */
class BadInputTest {

    static final List<Strategy> STRATEGIES = EveryStrategy.WITH_DEFAULTS;
    static final List<Strategy> OF_EMBEDDINGS = STRATEGIES.stream()
            .filter(strategy -> strategy.needs().embeddings())
            .toList();

    private static SelectionResult select(
            Strategy strategy, int batchSize, List<ScoredFrame> pool, LabelledFrame... labelled) {
        return Selection.select(new SelectionRequest(strategy, Frames.PLAIN, batchSize, pool, List.of(labelled), 5));
    }

    private static void refused(ThrowingCallable selection, String... message) {
        assertThatThrownBy(selection)
                .isInstanceOf(InvalidSelectionException.class)
                .hasMessageContainingAll(message);
    }

    private static LabelledFrame labelled(int number, float... embedding) {
        return new LabelledFrame(Frames.id(number), "cam", Frames.DAWN, embedding);
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                Arguments.of("least confidence", Map.of(), "strategy 'least confidence' is not known; did you mean"),
                Arguments.of("", Map.of(), "strategy '' is not known"),
                Arguments.of("RANDOM", Map.of(), "did you mean 'random'?"),
                Arguments.of("entropy", Map.of("sigma", 0.1), "setting 'sigma' is not known to strategy 'entropy'"),
                Arguments.of("coral", Map.of("uncertainty", "entropi"), "did you mean 'entropy'?"),
                Arguments.of(
                        "coral",
                        Map.of("uncertainty", "coral"),
                        "must be one of entropy, entropy-normalised, gaussian-low-density, gaussian-near-mu"),
                Arguments.of("coral", Map.of("weight", 1.01), "'weight' is 1.01, but must be in [0, 1]"),
                Arguments.of(
                        "coral", Map.of("weight", List.of(1)), "'weight' is '[1]', but must be a number in [0, 1]"),
                Arguments.of("coral", Map.of("weight", "half"), "'weight' is 'half', but must be a number in [0, 1]"),
                Arguments.of("gaussian", Map.of("sigma", 0), "'sigma' is 0.0, but must be in [1.0E-6, 1000000]"),
                Arguments.of("gaussian", Map.of("sigma", 1e-300), "must be in [1.0E-6, 1000000]"),
                Arguments.of("gaussian", Map.of("mu", -0.1), "'mu' is -0.1, but must be in [0, 1]"),
                Arguments.of("hybrid", Map.of("poolFactor", 0.5), "'poolFactor' is 0.5, but must be in [1, 1000000]"),
                Arguments.of(
                        "hybrid", Map.of("classWeighting", 1), "'classWeighting' is '1', but must be true or false"),
                Arguments.of("committee", Map.of("members", 1), "'members' is 1, but must be in [2, 1000]"),
                Arguments.of("committee", Map.of("members", -2), "'members' is -2"),
                Arguments.of(
                        "committee",
                        Map.of("members", 2.5),
                        "'members' is '2.5', but must be a whole number in [2, 1000]"),
                Arguments.of("committee", Map.of("members", 1e12), "'1.0E12', but must be a whole number in [2, 1000]"),
                Arguments.of("committee", Map.of("iou", 0), "'iou' is 0.0, but must be in (0, 1]"),
                Arguments.of("committee", Map.of("models", 3), "'models' is '3', but must be a list of texts"),
                Arguments.of("committee", Map.of("models", List.of(3)), "must be a list of texts"),
                Arguments.of("stratified", Map.of("hours", 0), "'hours' is 0, but must be in [1, 24]"),
                Arguments.of("stratified", Map.of("inner", "mix"), "'inner' is 'mix', but must be one of"),
                Arguments.of("stratified", Map.of("by", "river"), "must be one of camera, camera-and-hour, hour"),
                Arguments.of("mix", Map.of("shares", Map.of("entropy", 0)), "'shares' is {entropy=0.0}"),
                Arguments.of("mix", Map.of("shares", Map.of("entropie", 1)), "did you mean 'entropy'?"),
                Arguments.of("mix", Map.of("shares", Map.of("mix", 1)), "cannot be a part of a mix"),
                Arguments.of("mix", Map.of("shares", "half"), "must be shares such as entropy:0.6"),
                Arguments.of("mix", Map.of("shares", 3), "must be an object of shares by strategy"),
                Arguments.of("mix", Map.of("shares", Map.of()), "'shares' is empty"),
                Arguments.of("random", Map.of("minGapSeconds", 1e300), "must be in [0, 1000000000]"),
                Arguments.of("random", Map.of("nearDuplicate", 2.1), "must be in [0, 2]"),
                Arguments.of("random", Map.of("minConfidence", 1.5), "must be in [0, 1]"),
                Arguments.of("random", Map.of("aggregation", "top-0-mean"), "k must be at least 1"),
                Arguments.of("random", Map.of("aggregation", "top-9999999-mean"), "must be max, mean, sum"),
                Arguments.of("random", Map.of("emptyFrames", "quota:"), "must be followed by a number"),
                Arguments.of("random", Map.of("emptyFrames", "quota:-0.1"), "must be in [0, 1]"),
                Arguments.of("random", Map.of("emptyFrames", 0.1), "must be a text"));
    }

    @ParameterizedTest
    @MethodSource
    void settings(String strategy, Map<String, Object> settings, String message) {
        refused(() -> Strategies.configure(strategy, settings), message);
    }

    @Test
    void aSettingThatIsNullIsRefusedByName() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("sigma", null);
        Map<String, Object> shares = new HashMap<>();
        shares.put("entropy", null);

        refused(() -> Strategies.configure("gaussian", settings), "setting 'sigma' is null");
        refused(() -> Strategies.configure("mix", Map.of("shares", shares)), "share of 'entropy' is null");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aBatchSizeBelowOneIsRefused(int batchSize) {
        refused(() -> select(new LeastConfidence(), batchSize, List.of()), "'batchSize' is " + batchSize);
    }

    @ParameterizedTest
    @FieldSource("STRATEGIES")
    void aBatchLargerThanThePoolTakesThePoolWithANote(Strategy strategy) {
        List<ScoredFrame> pool = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ScoredFrame one = embedded(i, 0.1 * i + 0.1, i, 1);
            pool.add(new ScoredFrame(
                    one.frameId(),
                    one.streamId(),
                    one.capturedAt(),
                    one.boxes(),
                    one.embedding(),
                    List.of(Frames.boxes(0.6), Frames.boxes())));
        }

        SelectionResult selected = select(strategy, Integer.MAX_VALUE, pool, labelled(9, 3, 3));

        assertThat(selected.frames())
                .extracting(SelectedFrame::frameId)
                .containsExactlyInAnyOrderElementsOf(Frames.ids(0, 1, 2, 3, 4, 5, 6));
        assertThat(selected.notes())
                .containsExactly("a batch of 2147483647 was requested, 7 frames were selected; the pool holds no more");
    }

    @ParameterizedTest
    @FieldSource("STRATEGIES")
    void anEmptyPoolGivesAnEmptyBatch(Strategy strategy) {
        assertThat(select(strategy, 3, List.of(), labelled(9, 3, 3)).frames()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OF_EMBEDDINGS")
    void missingEmbeddingsAreRefusedWithTheFrame(Strategy strategy) {
        refused(
                () -> select(strategy, 1, List.of(frame(1, 0.5))),
                Frames.id(1).toString(),
                "has no embedding",
                "score the pool again");
    }

    @ParameterizedTest
    @FieldSource("OF_EMBEDDINGS")
    void embeddingsOfTwoLengthsAreRefusedAsThoseOfTwoModels(Strategy strategy) {
        refused(
                () -> select(strategy, 2, List.of(embedded(1, 0.5, 1, 2), embedded(2, 0.5, 1, 2, 3))),
                "they come from two models");
        refused(
                () -> select(strategy, 1, List.of(embedded(1, 0.5, 1, 2)), labelled(9, 1, 2, 3)),
                "they come from two models");
    }

    @ParameterizedTest
    @FieldSource("OF_EMBEDDINGS")
    void embeddingsThatAreNotFiniteAreRefusedWithTheFrame(Strategy strategy) {
        refused(
                () -> select(strategy, 1, List.of(embedded(1, 0.5, 1, Float.NaN))),
                Frames.id(1).toString(),
                "NaN or an infinite number");
        refused(
                () -> select(strategy, 1, List.of(embedded(1, 0.5, 1, 2)), labelled(9, Float.POSITIVE_INFINITY, 2)),
                Frames.id(9).toString());
    }

    @Test
    void nearDuplicatesRefuseEmbeddingsThatAreNotFinite() {
        SharedSettings apart = Frames.PLAIN.withNearDuplicate(0.1);

        refused(
                () -> Selection.select(new SelectionRequest(
                        new LeastConfidence(),
                        apart,
                        1,
                        List.of(embedded(1, 0.5, 1, 1)),
                        List.of(labelled(9, Float.NaN, 1)),
                        5)),
                Frames.id(9).toString());
    }

    @Test
    void theEndsOfEachRangeAreValid() {
        assertThatCode(() -> {
                    Strategies.configure("coral", Map.of("weight", 0, "minConfidence", 1, "nearDuplicate", 2));
                    Strategies.configure("coral", Map.of("weight", "1", "minGapSeconds", "0"));
                    Strategies.configure("committee", Map.of("members", 2, "iou", 1, "boxWeight", 1));
                    Strategies.configure("gaussian", Map.of("mu", 1, "sigma", 1e-6));
                })
                .doesNotThrowAnyException();
    }
}
