package io.nerest.video.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecoderClassPathTest {
    private static String partOf(List<String> entries) {
        return DecoderClassPath.partOf(String.join(File.pathSeparator, entries));
    }

    @Test
    void librariesInALocalRepositoryAreFoundByTheirGroup() {
        List<String> needed = List.of(
                "/w/libs/video/target/classes",
                "/home/a/.m2/repository/org/bytedeco/javacpp/1.5.12/javacpp-1.5.12.jar",
                "/home/a/.m2/repository/org/bytedeco/ffmpeg/7.1.1-1.5.12/ffmpeg-7.1.1-1.5.12-linux-x86_64.jar");

        assertThat(partOf(List.of(
                        needed.get(0),
                        "/home/a/.m2/repository/info/picocli/picocli.jar",
                        needed.get(1),
                        needed.get(2))))
                .isEqualTo(String.join(File.pathSeparator, needed));
    }

    @Test
    void librariesInOneFolderAreFoundByTheirNames() {
        List<String> needed = List.of(
                "/w/tools/cameras/target/lib/video-0.1.0.jar",
                "/w/tools/cameras/target/lib/javacpp-1.5.12-linux-x86_64.jar",
                "/w/tools/cameras/target/lib/ffmpeg-7.1.1-1.5.12.jar",
                "/w/tools/cameras/target/lib/opencv-4.11.0-1.5.12.jar",
                "/w/tools/cameras/target/lib/metadata-extractor-2.19.0.jar");

        assertThat(partOf(List.of(
                        "/w/tools/cameras/target/classes",
                        needed.get(0),
                        needed.get(1),
                        needed.get(2),
                        needed.get(3),
                        "/w/tools/cameras/target/lib/pytorch-2.7.1.jar",
                        needed.get(4))))
                .isEqualTo(String.join(File.pathSeparator, needed));
    }
}
