package io.nerest.experiments.plots;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.experiments.map.EmbeddingsFile;
import io.nerest.experiments.result.ExperimentResult;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentPlotsTest {
    private static final ExperimentResult RESULT = DrawnExperiment.of(4, List.of(0L, 1L, 2L), 90, .05);

    @TempDir
    private Path folder;

    @Test
    void allPlotsOfAnExperimentAreDrawn() throws IOException {
        DrawnExperiment.writeRuns(folder, RESULT);

        List<Drawing> drawings = ExperimentPlots.draw(folder, RESULT).drawn();

        assertThat(drawings.stream()
                        .map(drawing -> String.valueOf(drawing.file().getFileName())))
                .containsExactly(
                        "map50-by-labels.png",
                        "map50-95-by-labels.png",
                        "map50-by-epochs.png",
                        "map50-95-by-epochs.png",
                        "precision-recall.png",
                        "losses.png",
                        "losses-by-epochs.png",
                        "overlap.png",
                        "map-pca.png",
                        "map-umap.png");
        for (Drawing drawing : drawings) {
            assertThat(inkIn(read(drawing))).as(drawing.title()).isGreaterThan(1000);
        }
        BufferedImage curve = read(drawings.get(0));
        assertThat(curve.getWidth()).isEqualTo(1800);
        assertThat(curve.getHeight()).as("with room for the legend").isGreaterThan(1000);
    }

    @Test
    void otherFiguresGiveOtherPlots() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        ExperimentResult better = DrawnExperiment.of(4, List.of(0L, 1L, 2L), 90, .2);

        byte[] plot = Files.readAllBytes(
                ExperimentPlots.draw(folder, RESULT).drawn().get(0).file());
        byte[] otherPlot = Files.readAllBytes(
                ExperimentPlots.draw(other, better).drawn().get(0).file());
        byte[] again = Files.readAllBytes(
                ExperimentPlots.draw(folder, RESULT).drawn().get(0).file());

        assertThat(plot).isNotEqualTo(otherPlot).isEqualTo(again);
    }

    @Test
    void anInterruptedExperimentIsDrawnAsFarAsItGot() throws IOException {
        ExperimentResult begun = DrawnExperiment.of(0, List.of(4L), 90, .05);

        List<Drawing> drawings = ExperimentPlots.draw(folder, begun).drawn();

        assertThat(drawings)
                .extracting(Drawing::title)
                .contains("mAP50 by labels")
                .doesNotContain("Losses of the last round");
        assertThat(folder.resolve(EmbeddingsFile.NAME)).doesNotExist();
    }

    @Test
    void everyArmAlsoFixedHasARowForEveryEpochOfAllItsRounds() throws IOException {
        DrawnExperiment.writeRuns(folder, RESULT);

        ExperimentPlots.draw(folder, RESULT);

        List<String> rows = Files.readAllLines(folder.resolve("epochs.csv"));
        assertThat(rows.get(0))
                .startsWith("arm,seed,round,epoch,total_epoch,labels,train/box_loss")
                .contains("val/dfl_loss");
        assertThat(rows.stream().filter(row -> row.startsWith("entropy,1,")).map(row -> row.split(",", -1)[4]))
                .as("five rounds of five epochs")
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 25).mapToObj(String::valueOf).toList());
        assertThat(rows.stream().filter(row -> row.startsWith("fixed,1,"))).hasSize(5);
        assertThat(rows.stream().filter(row -> row.startsWith("full,1,"))).hasSize(5);
        assertThat(rows.stream().skip(1).map(row -> row.split(",", -1)))
                .as("train and validation losses and mAP50 of each epoch")
                .allSatisfy(cells ->
                        assertThat(List.of(cells[6], cells[9], cells[14])).doesNotContain(""));
    }

    private static BufferedImage read(Drawing drawing) throws IOException {
        return ImageIO.read(drawing.file().toFile());
    }

    private static int inkIn(BufferedImage image) {
        int ink = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                ink += (image.getRGB(x, y) & 0xffffff) == 0xffffff ? 0 : 1;
            }
        }
        return ink;
    }
}
