package io.nerest.cli.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MapCommandTest {
    private static final String TRUTH = """
            {"info": {"a": [1, {"b": 2}]}, "images": [{"id": 1}, {"id": "weir_7"}],
             "annotations": [{"image_id": 1, "category_id": 0, "bbox": [1, 2, 3, 4], "iscrowd": 1},
                             {"image_id": "weir_7", "category_id": 0, "bbox": [1, 2, 3, 4], "area": 9.5}],
             "categories": [{"id": 0, "name": "fish"}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void metricsArePrintedAsJson() throws IOException {
        Path truth = write(TRUTH);
        Path predictions = folder.resolve("predictions.json");
        Files.writeString(
                predictions,
                "[{\"image_id\": \"weir_7\", \"category_id\": 0, \"bbox\": [1, 2, 3, 4], \"score\": 0.5}]");
        StringWriter out = new StringWriter();

        int exitCode = new CommandLine(new MapCommand())
                .setOut(new PrintWriter(out))
                .execute(predictions.toString(), truth.toString());

        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .containsPattern("\"mAP50_95\" : (1\\.0|0\\.9999999)")
                .contains("\"per_class\"");
    }

    private Path write(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "coco", ".json"), content);
    }
}
