package io.nerest.experiments.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentResultTest {

    @TempDir
    Path folder;

    @Test
    void aResultReadFromItsFileIsEqual() throws IOException {
        ChosenFrame frame = new ChosenFrame("images/a.jpg", "cam-0", 1, 0.5, "why", Map.of("distance", 0.25));
        RoundResult round = new RoundResult(
                1,
                20,
                0,
                60,
                new RoundMetrics(0.5, 0.25, 0.75, 0.5, 0.3, null),
                28,
                "runs/a",
                List.of(frame),
                List.of(),
                "",
                12.5,
                1);
        ArmResult arm =
                new ArmResult("entropy", ArmKind.ACTIVE, "entropy, max", List.of(new SeedResult(0, List.of(round))));
        ArmSummary summary = new ArmSummary(
                "entropy", List.of(), new Spread(0.5, 0, 1), 12.5, null, 1.25, null, null, null, List.of());
        ExperimentResult written = new ExperimentResult(
                ExperimentResult.VERSION,
                new PlanRecord(
                        List.of("entropy"),
                        List.of(0L),
                        1,
                        10,
                        10,
                        Map.of("epochs", 30),
                        "base",
                        Map.of(),
                        Map.of(),
                        "x"),
                new DataRecord(
                        "d",
                        List.of("fish"),
                        "p",
                        100,
                        50,
                        10,
                        List.of(new DataRecord.StreamCount("cam-0", 100, 50, 70))),
                List.of(arm),
                List.of(summary),
                List.of("note"),
                true,
                3.5);

        written.write(folder);

        assertThat(ExperimentResult.read(folder)).isEqualTo(written);
    }

    @Test
    void aFileThatIsNotAResultIsRefused() throws IOException {
        Files.writeString(folder.resolve(ExperimentResult.FILE), "{\"version\": \"no\"}");

        assertThatThrownBy(() -> ExperimentResult.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not the result of an experiment");
    }
}
