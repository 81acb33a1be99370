package io.nerest.experiments.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.experiments.plots.DrawnExperiment;
import io.nerest.experiments.result.ExperimentResult;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentPageTest {
    @TempDir
    private Path folder;

    @Test
    void aPageIsOneFileAndEscapesItsValues() throws IOException {
        ExperimentResult result = DrawnExperiment.of(2, List.of(0L), 90, .05);
        paint(folder.resolve("pool").resolve(DrawnExperiment.frame(10 + 30 % 80)));

        assertThat(ExperimentPage.write(folder, result)).isEmpty();

        String html = Files.readString(folder.resolve(ExperimentPage.FILE));
        assertThat(html)
                .contains("core-set", "data:image/png;base64,", "1.08", "&#39;entropy&#39; &amp; &#39;margin&#39;")
                .contains("--data &lt;river &amp; lake&gt;", "least &lt;sure&gt;")
                .doesNotContain("<river", "<sure>", "http:", "https:", "{values", "src=\"plots", "<script");
        assertThat(html.split("data:image/jpeg", -1)).as("the existing image").hasSizeGreaterThan(1);
        assertThat(html).contains("the image file is missing");
    }

    private static void paint(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.CYAN);
        graphics.fillRect(0, 0, 64, 48);
        graphics.dispose();
        ImageIO.write(image, "jpg", file.toFile());
    }
}
