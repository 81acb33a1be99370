package io.nerest.cameras.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.cameras.Cameras;
import io.nerest.video.fixture.NumberedVideo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class CamerasCommandTest {
    @TempDir
    Path folder;

    @Test
    void aVideoThatEndsBeforeTheMeasurementIsAnInvalidArgument() throws IOException {
        Path video = NumberedVideo.write(folder.resolve("short.mp4"), 20, 10);
        StringWriter errors = new StringWriter();

        int exitCode = Cameras.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(errors),
                "cameras",
                "--video",
                video.toString(),
                "--cameras",
                "2",
                "--seconds",
                "1");

        assertThat(exitCode).isEqualTo(2);
        assertThat(errors.toString())
                .contains("--video=" + video)
                .contains("ended before the measurement")
                .contains("6 s");
    }
}
