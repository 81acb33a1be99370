package io.nerest.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.cli.Detect;
import io.nerest.commandline.ExitCode;
import io.nerest.detector.architecture.TinyArchitecture;
import io.nerest.training.run.RectangleDataset;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void aSearchKeepsTableAndPlotAndTheSameCommandResumesIt() throws Exception {
        Path data = RectangleDataset.write(folder.resolve("data"), 2);
        Path model = Files.writeString(folder.resolve("tiny.yaml"), TinyArchitecture.TEXT);
        List<String> command = new ArrayList<>(List.of(
                "tune",
                "data=" + data,
                "model=" + model,
                "epochs=1",
                "imgsz=32",
                "batch=2",
                "threads=1",
                "workers=0",
                "space=lr0,box",
                "project=" + folder.resolve("runs")));

        assertThat(run(command, "trials=1")).as(err.toString()).isEqualTo(ExitCode.OK);
        List<String> first = Files.readAllLines(folder.resolve("runs/tune/tune.csv"));
        assertThat(run(command, "trials=2")).as(err.toString()).isEqualTo(ExitCode.OK);

        List<String> rows = Files.readAllLines(folder.resolve("runs/tune/tune.csv"));
        assertThat(rows.get(0)).isEqualTo("trial,fitness,mAP50,mAP50-95,seconds,lr0,box");
        assertThat(rows).hasSize(3).startsWith(first.toArray(String[]::new));
        assertThat(rows.get(1)).startsWith("1,").endsWith(",0.001,7.5");
        assertThat(rows.get(2)).startsWith("2,");
        assertThat(folder.resolve("runs/tune/tune.png")).isNotEmptyFile();
        assertThat(out.toString())
                .contains("1 finished trials are in")
                .contains("its arguments: lr0=")
                .contains("best: trial ");
        assertThat(Files.exists(folder.resolve("runs/tune/trial1/weights"))
                        ^ Files.exists(folder.resolve("runs/tune/trial2/weights")))
                .as("only the best trial keeps its weights")
                .isTrue();
        assertThat(run(command, "trials=2", "space=cls")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("is of a search for other arguments");
    }

    @Test
    void argumentsThatCannotBeSearchedAreRejected() {
        assertThat(run(List.of("tune", "data=a", "space=epochs"))).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("space=epochs: must be of lr0, lrf");
        assertThat(run(List.of("tune", "data=a", "optimizer=auto"))).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("it would replace lr0 and momentum");
        assertThat(run(List.of("tune", "data=a", "method=grid"))).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("must be evolution or random");
    }

    private int run(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return Detect.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }
}
