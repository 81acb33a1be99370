package io.nerest.simulator.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YoloDatasetTest {
    @TempDir
    private Path folder = Path.of(".");

    @BeforeEach
    void writeTwoImages() throws IOException {
        Files.createDirectories(folder.resolve("images/brook"));
        Files.createDirectories(folder.resolve("labels/brook"));
        Files.createFile(folder.resolve("images/brook/b.jpg"));
        Files.createFile(folder.resolve("images/brook/a.jpg"));
        Files.writeString(folder.resolve("labels/brook/a.txt"), "0 0.5 0.5 0.2 0.1\n\n0 0.1 0.1 0.1 0.1\n");
        yaml("train: images\nval: images\nnames: [fish]\n");
    }

    @Test
    void directoriesAreSearchedForImagesAndTheirLabels() {
        YoloDataset dataset = YoloDataset.read(folder.resolve("data.yaml"));

        assertThat(dataset.names()).isEqualTo(Map.of(0, "fish"));
        assertThat(dataset.train()).extracting(DatasetFrame::name).containsExactly("a.jpg", "b.jpg");
        assertThat(dataset.train().get(0).labels()).hasSize(2);
        assertThat(dataset.train().get(1).labels()).isEmpty();
        assertThat(dataset.train()).extracting(DatasetFrame::stream).containsOnly("brook");
    }

    @ParameterizedTest
    @CsvSource({
        "0 0.5 0.5 0.2, five numbers",
        "1 0.5 0.5 0.2 0.1, class 1 does not exist",
        "0 NaN 0.5 0.2 0.1, NaN is not within 0 and 1",
        "0 0.5 1.5 0.2 0.1, 1.5 is not within 0 and 1",
        "0 0.5 half 0.2 0.1, is not a number",
    })
    void anInvalidLabelIsReportedWithItsFileAndLine(String line, String fault) throws IOException {
        Files.writeString(folder.resolve("labels/brook/a.txt"), "0 0.5 0.5 0.2 0.1\n" + line + "\n");

        assertThatThrownBy(() -> YoloDataset.read(folder.resolve("data.yaml")))
                .isInstanceOf(DatasetFormatException.class)
                .hasMessageContaining("a.txt:2")
                .hasMessageContaining(fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train: images\nval: nowhere.txt\nnames: [fish]\n",
                "train: images\nnames: [fish]\n",
                "train: images\nval: images\n",
                "train: images\nval: images\nnames: {one: fish}\n",
                "just words",
                "train: [\n",
                "train: !!javax.script.ScriptEngineManager []\n",
            })
    void anInvalidDataYamlIsRejectedByName(String text) throws IOException {
        yaml(text);

        assertThatThrownBy(() -> YoloDataset.read(folder.resolve("data.yaml")))
                .isInstanceOf(DatasetFormatException.class)
                .hasMessageContaining("data.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "7117_Caranx_juvenile_f000012.jpg, 7117",
        "cam-01_f000003.jpg, cam-01",
        "IMG_0001.jpg, pond",
    })
    void theStreamIsInTheFileNameOrTheDirectoryName(String name, String stream) {
        assertThat(DatasetFrame.streamOf(Path.of("pond", name))).isEqualTo(stream);
    }

    private void yaml(String text) throws IOException {
        Files.writeString(folder.resolve("data.yaml"), text);
    }
}
