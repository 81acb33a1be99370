package io.nerest.training.evaluation.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.formats.coco.CocoFormatException;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CocoResultsReaderTest {
    private static final String TRUTH = """
            {"info": {"a": [1, {"b": 2}]}, "images": [{"id": 1}, {"id": "weir_7"}],
             "annotations": [{"image_id": 1, "category_id": 0, "bbox": [1, 2, 3, 4], "iscrowd": 1},
                             {"image_id": "weir_7", "category_id": 0, "bbox": [1, 2, 3, 4], "area": 9.5}],
             "categories": [{"id": 0, "name": "fish"}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void imagesCategoriesAndObjectsAreRead() throws IOException {
        CocoGroundTruth truth = CocoResultsReader.groundTruth(write(TRUTH));

        assertThat(truth.images()).containsExactlyInAnyOrder("1", "weir_7");
        assertThat(truth.categories()).containsEntry(0L, "fish");
        assertThat(truth.annotations())
                .containsExactly(
                        new CocoAnnotation("1", 0, new CocoBox(1, 2, 3, 4), 12, true),
                        new CocoAnnotation("weir_7", 0, new CocoBox(1, 2, 3, 4), 9.5, false));
    }

    @Test
    void writtenDetectionsAreReadBack() throws IOException {
        Path file = folder.resolve("predictions.json");
        try (CocoResultsWriter writer = new CocoResultsWriter(file, 1)) {
            writer.write("000017", List.of(new Detection(new Box(1, 2, 4, 6), .5f, 0)));
            writer.write("weir_7", List.of(new Detection(new Box(.5f, 2, 4, 6), .25f, 1)));
        }

        assertThat(CocoResultsReader.detections(file))
                .containsExactly(
                        new CocoDetection("17", 1, new CocoBox(1, 2, 3, 4), .5),
                        new CocoDetection("weir_7", 2, new CocoBox(.5, 2, 3.5, 4), .25));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"image_id\": 1, | broken JSON at line 1",
                "{\"image_id\": 1} | array of detections",
                "[7] | detection 0 is not an object",
                "[{\"category_id\": 0, \"bbox\": [1, 2, 3, 4], \"score\": 1}] | image_id",
                "[{\"image_id\": 1, \"category_id\": 0, \"bbox\": [1, 2, 3], \"score\": 1}] | four numbers",
                "[{\"image_id\": 1, \"category_id\": 0, \"bbox\": [1, 2, -3, 4], \"score\": 1}] | negative side",
                "[{\"image_id\": 1, \"category_id\": 0, \"bbox\": [1, 2, 3, 1e999], \"score\": 1}] | not a number",
                "[{\"image_id\": 1, \"category_id\": 0, \"bbox\": [1, 2, 3, 4]}] | 'score' to be a number",
                "[{\"image_id\": 1, \"category_id\": 0, \"bbox\": [1, 2, 3, 4], \"score\": NaN}] | the score NaN",
                "[{\"image_id\": 1, \"category_id\": 0.5, \"bbox\": [1, 2, 3, 4], \"score\": 1}] | whole number",
                "[{\"image_id\": 3, \"category_id\": 0, \"bbox\": [1, 2, 3, 4], \"score\": 1}] | image '3'",
                "[] [] | more text after the end",
            })
    void aBrokenResultsFileIsRejectedWithPlaceAndReason(String content, String reason) throws IOException {
        CocoGroundTruth truth = CocoResultsReader.groundTruth(write(TRUTH));
        Path file = write(content);

        assertThatThrownBy(() -> CocoEvaluation.evaluate(truth, CocoResultsReader.detections(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | object of images",
                "{\"images\": [], \"annotations\": []} | needs 'categories'",
                "{\"images\": 5, \"annotations\": [], \"categories\": []} | 'images' is not an array",
                "{\"images\": [{}], \"annotations\": [], \"categories\": []} | images entry 0",
                "{\"images\": [ | broken JSON",
            })
    void aBrokenAnnotationFileIsRejectedWithPlaceAndReason(String content, String reason) throws IOException {
        Path file = write(content);

        assertThatThrownBy(() -> CocoResultsReader.groundTruth(file))
                .isInstanceOf(CocoFormatException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void endlesslyNestedJsonIsRejected() throws IOException {
        Path file = write("{\"images\": " + "[".repeat(100_000));

        assertThatThrownBy(() -> CocoResultsReader.groundTruth(file)).isInstanceOf(CocoFormatException.class);
    }

    private Path write(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "coco", ".json"), content);
    }
}
