package io.nerest.simulator.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nerest.simulator.dataset.DatasetFrame;
import io.nerest.vision.box.LabelledBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses real frames if the environment variable NEREST_SHARED or the property nerest.shared names their directory. */
class DatasetOracleTest {
    @TempDir
    private Path folder;

    @Test
    void streamsAndLabelsOfRealDeploymentsAreRead() {
        Optional<Path> file = shared().map(folder -> folder.resolve("data/fish/data.yaml"));
        assumeThat(file).as("NEREST_SHARED is not set").isPresent();

        DatasetOracle oracle = DatasetOracle.read(file.orElseThrow(), "oracle", Noise.NONE);

        assertThat(oracle.dataset().train()).hasSize(1548);
        assertThat(oracle.dataset().val()).hasSize(420);
        assertThat(Stream.concat(oracle.dataset().train().stream(), oracle.dataset().val().stream())
                        .map(DatasetFrame::stream)
                        .collect(Collectors.toSet()))
                .hasSize(14)
                .contains("7117", "9907");
        assertThat(oracle.annotate("7117_Caranx_sexfasciatus_juvenile_f000000.jpg"))
                .isEqualTo(oracle.dataset().train().get(0).labels());
    }

    @Test
    void theLabelsOfAFrameAreReturnedByItsFileName() throws Exception {
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("labels"));
        Files.createFile(folder.resolve("images/cam-01_f000001.jpg"));
        Files.createFile(folder.resolve("images/cam-01_f000002.jpg"));
        Files.writeString(folder.resolve("labels/cam-01_f000001.txt"), "0 0.5 0.25 0.2 0.1\n");
        Files.writeString(folder.resolve("data.yaml"), "train: images\nval: images\nnames: [fish]\n");

        DatasetOracle oracle = DatasetOracle.read(folder.resolve("data.yaml"), "oracle", Noise.NONE);

        assertThat(oracle.annotate("cam-01_f000001.jpg")).containsExactly(new LabelledBox(0, 0.5, 0.25, 0.2, 0.1));
        assertThat(oracle.annotate("cam-01_f000002.jpg")).isEmpty();
    }

    private static Optional<Path> shared() {
        return Optional.ofNullable(System.getProperty("nerest.shared"))
                .or(() -> Optional.ofNullable(System.getenv("NEREST_SHARED")))
                .map(Path::of);
    }
}
