package io.nerest.simulator.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nerest.simulator.dataset.DatasetFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On the real frames, where they are there. */
class DatasetOracleTest {
    @Test
    void realDeploymentsAreStreamsAndTheirLabelsTheOraclesAnswers() {
        Path file = shared().resolve("data/fish/data.yaml");
        assumeThat(file).as("the real frames are not here").exists();

        DatasetOracle oracle = DatasetOracle.read(file, "oracle", Noise.NONE);

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

    private static Path shared() {
        return Optional.ofNullable(System.getProperty("nerest.shared"))
                .or(() -> Optional.ofNullable(System.getenv("NEREST_SHARED")))
                .map(Path::of)
                .orElseGet(DatasetOracleTest::besideTheRepository);
    }

    private static Path besideTheRepository() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.exists(folder.resolve(".git"))) {
            folder = folder.getParent();
        }
        return folder.resolveSibling("shared");
    }
}
