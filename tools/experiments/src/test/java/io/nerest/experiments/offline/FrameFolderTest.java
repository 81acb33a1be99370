package io.nerest.experiments.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameFolderTest {
    @TempDir
    Path folder;

    @Test
    void streamsWithAnUnderscoreStayApartByTheListOfTheImport() throws IOException {
        for (String name : List.of("weir_1_f000001.png", "weir_2_f000001.png", "bay_f000001.png")) {
            ImageIO.write(
                    new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_GRAY),
                    "png",
                    folder.resolve(name).toFile());
        }
        Files.writeString(folder.resolve("times.csv"), """
                file,stream,captured_at
                "weir_1_f000001.png",weir_1,2026-08-01T12:00:00Z
                "weir_2_f000001.png",weir_2,2026-08-01T12:00:00Z
                """);

        assertThat(FrameFolder.read(folder, note -> {}))
                .extracting(frame -> frame.item().stream())
                .containsExactly("bay", "weir_1", "weir_2");
    }
}
