package io.nerest.cli.fewlabels;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.OutputPlace;
import io.nerest.detector.weights.WeightsReader;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest detect few-labels}: curves of mAP50 over the number of labels, by camera. */
@Command(
        name = "few-labels",
        showDefaultValues = true,
        description = {
            "Measures what labels of a new camera add to a base: trains with few labels by the reference's defaults and by"
                    + " finetune=auto, and measures both on later frames of the camera.",
            "The cameras are those of the data set's validation images; the base must not be trained on them. The first half"
                    + " of a camera's frames can be labelled, the next fifth selects the weights, the rest tests them."
        })
public final class FewLabelsCommand implements Callable<Integer> {
    private static final int MOST = 100_000;

    @Option(names = "--model", paramLabel = "WEIGHTS", required = true, description = "The base.")
    private Path model = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DATA",
            required = true,
            description = "A data set whose streams are cameras.")
    private Path data = Path.of("");

    @Option(names = "--labels", split = ",", description = "Numbers of labels.", defaultValue = "8,32,128")
    private List<Integer> labels = new ArrayList<>();

    @Option(names = "--seeds", description = "Seeds of each camera and number of labels.", defaultValue = "2")
    private int seeds;

    @Option(names = "--imgsz", description = "Image size, a multiple of 32.", defaultValue = "320")
    private int imgsz;

    @Option(names = "--reference-epochs", description = "Epochs of the reference's training.", defaultValue = "15")
    private int referenceEpochs;

    @Option(names = "--cameras", split = ",", description = "Only these cameras; 'all' trains on all as one.")
    private List<String> cameras = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the results.",
            defaultValue = "build/few-labels")
    private Path out = Path.of("build/few-labels");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        OptionRange.whole("--seeds", seeds, 1, MOST);
        OptionRange.multiple("--imgsz", imgsz, 32, 32, 2048);
        OptionRange.whole("--reference-epochs", referenceEpochs, 1, MOST);
        labels.forEach(count -> OptionRange.whole("--labels", count, 1, MOST));
        WeightsReader.requireFile(model);
        OutputPlace.folder("--out", out);
        Dataset dataset = DatasetReader.read(data);
        List<CameraSplit> splits = splits(dataset);
        Files.createDirectories(out);
        PrintWriter print = spec.commandLine().getOut();
        FewLabelsExperiment experiment =
                new FewLabelsExperiment(dataset, model, imgsz, referenceEpochs, out.resolve("runs"), print::println);
        List<FewLabelsRow> rows = new ArrayList<>();
        for (CameraSplit split : splits) {
            print.printf(
                    "%s: %d frames to label, %d select, %d test%n",
                    split.camera(),
                    split.pool().size(),
                    split.val().size(),
                    split.test().size());
            add(rows, experiment.base(split));
            for (int count : labels) {
                if (count > split.pool().size()) {
                    print.printf("%s: %d labels are left out, there are fewer frames%n", split.camera(), count);
                    continue;
                }
                for (long seed = 0; seed < seeds; seed++) {
                    add(rows, experiment.run(split, count, seed, FewLabelsRow.REFERENCE));
                    add(rows, experiment.run(split, count, seed, FewLabelsRow.FINETUNE));
                }
            }
        }
        print.println();
        print.print(new FewLabelsTable(rows).text());
        print.println("Results in " + out.resolve("results.csv"));
        return ExitCode.OK;
    }

    private List<CameraSplit> splits(Dataset dataset) {
        List<CameraSplit> each = CameraSplit.of(dataset.val());
        if (each.isEmpty()) {
            throw new IllegalArgumentException("--data=" + data + ": no camera has a labelled object to test on");
        }
        if (cameras.isEmpty()) {
            return each;
        }
        List<CameraSplit> chosen = new ArrayList<>();
        for (String camera : cameras) {
            if (camera.equals("all")) {
                chosen.add(CameraSplit.together(each));
            } else {
                chosen.add(each.stream()
                        .filter(split -> split.camera().equals(camera))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("--cameras=" + camera + ": the cameras are "
                                + each.stream().map(CameraSplit::camera).toList())));
            }
        }
        return chosen;
    }

    /** Prints a row, and writes all rows, so that a stopped experiment leaves what it has measured. */
    private void add(List<FewLabelsRow> rows, FewLabelsRow row) throws IOException {
        rows.add(row);
        PrintWriter print = spec.commandLine().getOut();
        print.printf(
                Locale.ROOT,
                "%s, %d labels, seed %d, %s: mAP50 %.4f, mAP50-95 %.4f, epoch %d, %.0f s%n",
                row.camera(),
                row.labels(),
                row.seed(),
                row.arm(),
                row.map50(),
                row.map50To95(),
                row.bestEpoch(),
                row.seconds());
        print.flush();
        CsvMapper mapper = new CsvMapper();
        CsvSchema schema = mapper.schemaFor(FewLabelsRow.class).withHeader();
        Files.writeString(out.resolve("results.csv"), mapper.writer(schema).writeValueAsString(rows));
    }
}
