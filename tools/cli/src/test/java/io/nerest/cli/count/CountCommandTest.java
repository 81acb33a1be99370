package io.nerest.cli.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.cli.CountingCommands;
import io.nerest.commandline.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountCommandTest {
    private static final Path BASE = Path.of("..", "..", "trainer-service", "base", "nerest-base-n.safetensors");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpDescribesTheLine() {
        assertThat(run("count", "--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("--line")
                .contains("0.5,1,0.5,0 is the middle")
                .contains("Exit codes:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "none.mp4 | none.mp4 does not exist",
                "V --line=1,2,3 | --line=1,2,3: must be x1,y1,x2,y2",
                "V --line=a,2,3,4 | --line=a,2,3,4: must be x1,y1,x2,y2",
                "V --line=1,2,1,2 | --line=1,2,1,2: both ends are the same point",
                "V --line=-1,2,1,2 | --line=-1,2,1,2: must be x1,y1,x2,y2",
                "V --conf=2 | conf=2: must be a number from 0.01 to 1",
                "V --low_conf=0.4 | low_conf=0.4: must be a number from 0 to 0.15",
                "V --min_detections=0 | min_detections=0: must be a whole number from 1",
                "V --rate=0 | rate=0: must be a number from 0.001 to 1000",
                "V --start=yesterday | --start=yesterday: must be a time with its zone",
                "V --model=none.safetensors | none.safetensors does not exist",
                "D | holds 1 videos and 1 images; count one kind at a time",
            })
    void invalidArgumentsExitWithTwoAndOneLine(String arguments, String message) throws IOException {
        Path video = Files.writeString(folder.resolve("video.mp4"), "no video");
        Path mixed = Files.createDirectory(folder.resolve("mixed"));
        Files.writeString(mixed.resolve("a.mp4"), "no video");
        Files.writeString(mixed.resolve("b.jpg"), "no image");
        String[] args = ("count " + arguments + (arguments.contains("--model") ? "" : " --model=" + BASE)).split(" ");
        args[1] = args[1].equals("V") ? video.toString() : args[1].equals("D") ? mixed.toString() : args[1];
        assertThat(run(args)).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains(message);
    }

    private int run(String... args) {
        return CountingCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
