package io.nerest.cli.fewlabels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.cli.Detect;
import io.nerest.detector.architecture.TinyArchitecture;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.dataset.DatasetReader;
import io.nerest.training.run.RectangleDataset;
import io.nerest.vision.box.LabelledBox;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FewLabelsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void bothWaysOfTrainingAreMeasuredOnFramesThatNoneOfThemHasSeen() throws Exception {
        Path data = RectangleDataset.write(folder.resolve("data"), 20);
        Path tiny = Files.writeString(folder.resolve("tiny.yaml"), TinyArchitecture.TEXT);
        int trained = run(
                "train",
                "data=" + data,
                "model=" + tiny,
                "epochs=1",
                "imgsz=64",
                "batch=4",
                "threads=1",
                "plots=false",
                "project=" + folder,
                "name=base");
        Path base = folder.resolve("base/weights/best.safetensors");

        int measured = run(
                "few-labels",
                "--model=" + base,
                "--data=" + data,
                "--labels=4,400",
                "--seeds=1",
                "--imgsz=64",
                "--reference-epochs=1",
                "--out=" + folder.resolve("few"));

        assertThat(err.toString()).isEmpty();
        assertThat(List.of(trained, measured)).containsOnly(0);
        assertThat(out.toString())
                .contains("10 frames to label, 4 select, 6 test")
                .contains("finetune=auto: 4 labels")
                .contains("epoch 0, the base")
                .contains("400 labels are left out")
                .contains("finetune - reference [95 %]");
        assertThat(Files.readAllLines(folder.resolve("few/results.csv")))
                .hasSize(4)
                .first()
                .isEqualTo("camera,labels,seed,arm,map50,map50To95,bestEpoch,seconds");
    }

    @Test
    void theLabelsOfASmallerBudgetArePartOfALargerOne() throws Exception {
        Dataset dataset = DatasetReader.read(RectangleDataset.write(folder.resolve("data"), 20));
        CameraSplit split = CameraSplit.of(dataset.val()).get(0);

        assertThat(split.labelled(9, 1)).containsAll(split.labelled(4, 1));
        assertThat(split.labelled(9, 2)).isNotEqualTo(split.labelled(9, 1));
        assertThat(split.pool()).doesNotContainAnyElementsOf(split.val()).doesNotContainAnyElementsOf(split.test());
    }

    @Test
    void aCameraWithoutAnObjectToTestOnIsLeftOut() {
        List<DatasetItem> items = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            List<LabelledBox> labels = i < 5 ? List.of(new LabelledBox(0, .5f, .5f, .2f, .2f)) : List.of();
            items.add(new DatasetItem(Path.of("early_%06d.jpg".formatted(i)), labels, "early", 10, 10));
            items.add(new DatasetItem(
                    Path.of("late_%06d.jpg".formatted(i)),
                    List.of(new LabelledBox(0, .5f, .5f, .2f, .2f)),
                    "late",
                    10,
                    10));
        }

        List<CameraSplit> splits = CameraSplit.of(items);

        assertThat(splits).extracting(CameraSplit::camera).containsExactly("late");
        assertThat(CameraSplit.together(splits).pool()).hasSize(5);
    }

    @Test
    void gainsArePairedByCameraAndSeed() {
        List<FewLabelsRow> rows = new ArrayList<>();
        for (int camera = 0; camera < 4; camera++) {
            String name = "camera" + camera;
            double level = .1 * camera;
            rows.add(row(name, 0, 0, FewLabelsRow.BASE, level));
            for (int seed = 0; seed < 2; seed++) {
                rows.add(row(name, 8, seed, FewLabelsRow.REFERENCE, level - .05));
                rows.add(row(name, 8, seed, FewLabelsRow.FINETUNE, level + .02 + .01 * seed));
            }
        }
        FewLabelsTable table = new FewLabelsTable(rows);

        FewLabelsTable.Gain base = table.gain(8, FewLabelsRow.BASE);
        assertThat(base.pairs()).isEqualTo(8);
        assertThat(base.mean()).isCloseTo(.025, within(1e-9));
        assertThat(base.low()).isBetween(.02, .025);
        assertThat(base.high()).isBetween(.025, .03);
        assertThat(table.gain(8, FewLabelsRow.REFERENCE).mean()).isCloseTo(.075, within(1e-9));
        assertThat(table.text()).contains("      8      8    0.1500      0.1000     0.1750");
    }

    private static FewLabelsRow row(String camera, int labels, long seed, String arm, double map50) {
        return new FewLabelsRow(camera, labels, seed, arm, map50, map50 / 2, 1, 1);
    }

    private int run(String... args) {
        return Detect.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
