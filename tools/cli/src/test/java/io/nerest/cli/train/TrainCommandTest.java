package io.nerest.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.cli.Detect;
import io.nerest.commandline.ExitCode;
import io.nerest.training.run.RectangleDataset;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void aRunPrintsTheColumnsKnownFromUltralyticsAndWhatWasChosen() throws Exception {
        Path data = RectangleDataset.write(folder.resolve("data"), 4);

        int exitCode = run(
                "data=" + data,
                "model=yolov8n.yaml",
                "epochs=1",
                "imgsz=32",
                "batch=4",
                "threads=1",
                "fraction=0.5",
                "project=" + folder,
                "--name",
                "a");

        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .contains("      Epoch    GPU_mem   box_loss   cls_loss   dfl_loss  Instances       Size")
                .containsPattern("        1/1         0G +[0-9.]+ +[0-9.]+ +[0-9.]+ +\\d+         32: 1/1 \\[")
                .contains("     Images  Instances      Box(P          R         F1      mAP50  mAP50-95)")
                .contains("fraction=0.5: 2 of 4 training images are used")
                .contains("optimizer: auto chose AdamW")
                .contains("waiting for augmentation")
                .contains("weights: " + folder.resolve("a/weights/best.safetensors"));
        assertThat(Files.readString(folder.resolve("a/args.yaml"))).contains("imgsz: 32");
        assertThat(List.of(
                        "results.png",
                        "labels.png",
                        "train_batch0.jpg",
                        "val_batch0_labels.jpg",
                        "val_batch0_pred.jpg",
                        "confusion_matrix.png",
                        "confusion_matrix_normalized.png"))
                .allSatisfy(figure ->
                        assertThat(folder.resolve("a").resolve(figure)).isNotEmptyFile());
    }

    @Test
    void invalidArgumentsExitWith2AndCreateNoFiles() {
        assertRefused("unknown argument 'epoch': did you mean 'epochs'?", "data=a", "epoch=3");
        assertRefused("batch=0: must be at least 1", "data=a", "batch=0");
        assertRefused("data=: name the data set", "epochs=3");
        assertRefused("there is no data set at", "data=" + folder.resolve("none.yaml"));
        assertRefused("leave out epochs", "resume=" + folder, "epochs=3");
        assertRefused("resume.safetensors does not exist", "resume=" + folder);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMissingGpuIsReportedAndCreatesNoFiles() throws Exception {
        Path data = RectangleDataset.write(folder.resolve("data"), 4);

        assertRefused(
                "device=99 cannot be used",
                "data=" + data,
                "imgsz=32",
                "device=99",
                "project=" + folder.resolve("runs"));
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void aSwitchNeedsNoValue() {
        assertRefused("there is no data set at", "data=" + folder.resolve("none.yaml"), "--cos_lr", "--exist_ok");
    }

    @Test
    void aSwitchWithoutDashesIsAnsweredWithTheRightSpelling() {
        assertRefused("'cos_lr' needs a value, such as cos_lr=true", "data=" + folder.resolve("none.yaml"), "cos_lr");
    }

    private void assertRefused(String message, String... args) {
        err.getBuffer().setLength(0);

        assertThat(run(args)).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains(message).doesNotContain("\tat ");
    }

    private int run(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "train";
        System.arraycopy(args, 0, all, 1, args.length);
        return Detect.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }
}
