package io.nerest.training.evaluation.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.detector.golden.SharedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CocoEvaluationTest {
    private static final CocoBox BOX = new CocoBox(10, 10, 40, 40);

    /** Six images of a blood cell data set, one object marked as a crowd; expected.json is pycocotools' own output. */
    @Test
    void aSmallFileGivesTheFiguresOfPycocotools() throws Exception {
        Path folder = Path.of(CocoEvaluationTest.class.getResource(".").toURI());

        assertEqualsPycocotools(
                folder.resolve("ground_truth.json"),
                folder.resolve("predictions.json"),
                folder.resolve("expected.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fish", "bccd"})
    void aWholeDataSetGivesTheFiguresOfPycocotools(String set) throws IOException {
        assertEqualsPycocotools(
                SharedFiles.require("golden/map_" + set + "_ground_truth.json"),
                SharedFiles.require("golden/map_" + set + "_predictions.json"),
                SharedFiles.require("golden/map_" + set + "_expected.json"));
    }

    private static void assertEqualsPycocotools(Path groundTruth, Path predictions, Path expectedFigures)
            throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode expected = json.readTree(expectedFigures.toFile());

        JsonNode summary = json.valueToTree(CocoEvaluation.evaluate(
                CocoResultsReader.groundTruth(groundTruth), CocoResultsReader.detections(predictions)));

        assertEqual(summary.get("all"), expected.get("all"));
        assertThat(summary.get("per_class").size())
                .isEqualTo(expected.get("per_class").size());
        expected.get("per_class")
                .properties()
                .forEach(e -> assertEqual(summary.get("per_class").get(e.getKey()), e.getValue()));
    }

    @Test
    void detectionsMatchedWithACrowdAreIgnored() {
        CocoAnnotation fish = new CocoAnnotation("1", 1, BOX, BOX.area(), false);
        CocoAnnotation shoal = new CocoAnnotation("1", 1, new CocoBox(200, 200, 200, 200), 40_000, true);
        CocoGroundTruth truth = new CocoGroundTruth(Set.of("1"), Map.of(1L, "fish"), List.of(fish, shoal));
        List<CocoDetection> detections = List.of(
                new CocoDetection("1", 1, new CocoBox(210, 210, 40, 40), .9),
                new CocoDetection("1", 1, new CocoBox(300, 300, 40, 40), .8),
                new CocoDetection("1", 1, BOX, .7));

        CocoSummary summary = CocoEvaluation.evaluate(truth, detections);

        assertThat(summary.all().map50To95()).isCloseTo(1, within(1e-9));
        assertThat(summary.instances()).isEqualTo(1);
    }

    @Test
    void sizesFollowTheAnnotatedArea() {
        CocoAnnotation thin = new CocoAnnotation("1", 1, BOX, 100, false);
        CocoGroundTruth truth = new CocoGroundTruth(Set.of("1"), Map.of(1L, "fish"), List.of(thin));

        CocoSummary summary = CocoEvaluation.evaluate(truth, List.of(new CocoDetection("1", 1, BOX, .9)));

        assertThat(summary.all().small()).isCloseTo(1, within(1e-9));
        assertThat(summary.all().medium()).isNull();
    }

    @Test
    void aClassWithoutDetectionsHasZeroAndOneWithoutObjectsNull() {
        CocoAnnotation fish = new CocoAnnotation("1", 1, BOX, BOX.area(), false);
        CocoGroundTruth truth = new CocoGroundTruth(Set.of("1"), Map.of(1L, "fish", 2L, "bear"), List.of(fish));

        CocoSummary summary = CocoEvaluation.evaluate(truth, List.of());

        assertThat(summary.all().map50()).isZero();
        assertThat(summary.perClass().get("bear").map50()).isNull();
    }

    @Test
    void detectionsOfUnknownCategoriesAreIgnoredAndOfUnknownImagesRejected() {
        CocoAnnotation fish = new CocoAnnotation("1", 1, BOX, BOX.area(), false);
        CocoGroundTruth truth = new CocoGroundTruth(Set.of("1"), Map.of(1L, "fish"), List.of(fish));

        assertThat(CocoEvaluation.evaluate(truth, List.of(new CocoDetection("1", 9, BOX, .9)))
                        .detections())
                .isZero();
        assertThatThrownBy(() -> CocoEvaluation.evaluate(truth, List.of(new CocoDetection("2", 1, BOX, .9))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("image '2'");
    }

    private static void assertEqual(JsonNode actual, JsonNode expected) {
        expected.properties().forEach(e -> {
            JsonNode value = actual.get(e.getKey());
            if (e.getValue().isNull()) {
                assertThat(value.isNull()).as(e.getKey()).isTrue();
            } else {
                assertThat(value.asDouble())
                        .as(e.getKey())
                        .isCloseTo(e.getValue().asDouble(), within(1e-9));
            }
        });
    }
}
