package io.nerest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.commandline.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Arguments are checked before anything is read, measured or written: exit code 2, and one line that names the argument, the
 * value, and the range or the nearest name.
 */
class DetectBadInputTest {
    private static final Path BASE = Path.of("..", "..", "trainer-service", "base", "nerest-base-n.safetensors");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void weights() throws IOException {
        Files.copy(BASE, folder.resolve("base.safetensors"));
        Files.writeString(folder.resolve("file"), "text");
        Files.createDirectories(folder.resolve("run/weights"));
        Files.copy(BASE, folder.resolve("run/weights/best.safetensors"));
        Files.createDirectories(folder.resolve("empty"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trian | unknown command 'trian': did you mean 'train'?",
                "train data=D epoch=3 | unknown argument 'epoch': did you mean 'epochs'?",
                "train data=D epochs=0 | epochs=0: must be at least 1",
                "train data=D epochs=many | epochs=many: must be a whole number",
                "train data=D lr0=NaN | lr0=NaN: must be a finite number",
                "train data=D workers=-1 | workers=-1: must be at least 0",
                "train data=none.yaml workers=0 | none.yaml",
                "train data=D imgsz=100 | imgsz=100: must be a multiple of 32",
                "train data=D batch=1000000000 | batch=1000000000: must be at most",
                "train data=D optimizer=adan | optimizer=adan: must be one of",
                "train data=D name=a/b | name=a/b: must be a folder name",
                "train data=D model=run | run: is a folder; name the file, such as DIR/run/weights/best.safetensors",
                "train data=D project=file | project=DIR/file: cannot be written: DIR/file is a file",
                "val model=base.safetensors | data=: name the data set",
                "val data=D | model=: name the weights",
                "val data=D model=base.safetensors conf=2 | conf=2.0: must be a number from 0 to 1",
                "val data=D model=base.safetensors iou=-1 | iou=-1.0: must be a number from 0 to 1",
                "val data=D model=base.safetensors max_det=0 | max_det=0: must be a whole number from 1",
                "val data=D model=base.safetensors batch=0 | batch=0: must be",
                "val data=D model=base.safetensors workers=-1 | workers=-1: must be 0",
                "val data=D model=base.safetensors imgsz=33 | imgsz=33: must be a multiple of 32",
                "val data=D model=base.safetensors engine=onnx | engine=onnx: must be auto, torchscript-fp32",
                "val data=D model=base.safetensors device=gpu | device=gpu: must be auto, cpu",
                "val data=D model=base.safetensors rect=perhaps | --rect=perhaps: must be true or false",
                "val data=D model=base.safetensors project=file | project=DIR/file: cannot be written: DIR/file is a file",
                "val data=D model=base.safetensors name=a/b | name=a/b: must be a folder name",
                "predict model=base.safetensors | source=: name an image",
                "predict source=S model=run | is a folder; name the file",
                "predict source=none.jpg model=base.safetensors | none.jpg does not exist",
                "predict source=empty model=base.safetensors | empty holds neither an image",
                "predict source=file model=base.safetensors batch=-1 | batch=-1: must be a whole number from 0",
                "predict source=file model=base.safetensors vid_stride=0 | vid_stride=0: must be a whole number from 1",
                "predict source=file model=base.safetensors slice=5 | slice=5: must be a whole number from 32",
                "predict source=file model=base.safetensors overlap=1 | overlap=1: must be a number from 0 to 0.9",
                "predict source=file model=base.safetensors classes=-1 | classes=-1: must be a whole number from 0",
                "predict source=file model=base.safetensors classes=fish | --classes=fish: must be a whole number",
                "predict source=file model=base.safetensors slice_merge=gready | --slice_merge=gready: must be one of nms, greedy; did you mean",
                "export model=empty | empty: is a folder; name a weights file",
                "export model=none.pt | none.pt does not exist",
                "export model=base.safetensors format=onx | --format=onx: must be one of onnx",
                "export model=base.safetensors imgsz=0 | imgsz=0: must be a multiple of 32",
                "export model=base.safetensors calibrate=0 | calibrate=0: must be a whole number from 1",
                "export model=base.safetensors threads=-1 | threads=-1: must be a whole number from 0",
                "export model=base.safetensors nms=true conf=2 | conf=2: must be a number from 0 to 1",
                "export model=base.safetensors nms=true max_det=0 | max_det=0: must be a whole number from 1",
                "export model=base.safetensors data=none.yaml | data=DIR/none.yaml: does not exist",
                "export model=base.safetensors out=empty | out=DIR/empty: is a folder; name a file in it",
                "export model=base.safetensors out=file/x.onnx | DIR/file is a file, where a folder is needed",
                "bench model=base.safetensors seconds=0 | seconds=0: must be a number from 0.01",
                "bench model=base.safetensors seconds=NaN | seconds=NaN: must be a number from 0.01",
                "bench model=base.safetensors batch=0 | batch=0: must be a whole number from 1",
                "bench model=base.safetensors threads=-1 | threads=-1: must be a whole number from 0",
                "bench model=base.safetensors engine=cuda | engine=cuda: must be auto",
                "bench model=base.safetensors imgsz=1 | imgsz=1: must be a multiple of 32",
                "bench model=base.safetensors source=empty | source=DIR/empty: contains no image",
                "bench model=base.safetensors json=empty | json=DIR/empty: is a folder",
                "bench model=base.safetensors data=none.yaml | data=DIR/none.yaml: does not exist",
                "engines model=base.safetensors batch=0 | batch=0: must be a whole number from 1",
                "engines model=base.safetensors imgsz=7 | imgsz=7: must be a multiple of 32",
                "engines model=empty | is a folder",
                "info model=empty | is a folder",
                "info model=file | file: is neither safetensors nor",
                "info model=base.safetensors imgsz=-32 | imgsz=-32: must be a multiple of 32",
                "parity none | none is not a folder",
                "map none.json file | none.json does not exist",
                "map empty empty | empty: is a folder; name a JSON file",
                "map file file | file: broken JSON at line 1",
            })
    void aBadArgumentIsReportedBeforeAnythingIsDone(String line, String message) {
        long started = System.nanoTime();

        int exitCode = run(line);

        assertThat(err.toString().lines().findFirst().orElse(""))
                .startsWith("error: ")
                .contains(message.replace("DIR", folder.toString()));
        assertThat(exitCode).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).doesNotContain("\tat ", "Exception", "io.nerest");
        assertThat((System.nanoTime() - started) / 1e9).as("seconds").isLessThan(5);
        assertThat(folder.toFile().list())
                .as("nothing was written")
                .containsExactlyInAnyOrder("base.safetensors", "file", "run", "empty");
    }

    @Test
    void aDataSetThatIsNotUtf8IsReportedWithARemedy() throws IOException {
        Files.write(folder.resolve("latin.yaml"), new byte[] {'n', 'a', 'm', 'e', 's', ':', ' ', (byte) 0xe9});

        assertThat(run("val data=latin.yaml model=base.safetensors")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString())
                .contains("latin.yaml is not text in UTF-8: invalid bytes at position 7; save it as UTF-8")
                .doesNotContain("Input length");
    }

    /** Runs a line in which names of files and folders are those of this test's folder. */
    private int run(String line) {
        String[] arguments = Arrays.stream(line.strip().split(" "))
                .map(argument -> argument.replaceAll(
                        "^(|(?:model|data|source|project|out|json)=)(base\\.safetensors|none\\.\\w+|latin\\.yaml|file(?:/x\\.onnx)?|run|empty|none)$",
                        "$1" + folder + "/$2"))
                .toArray(String[]::new);
        return Detect.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
