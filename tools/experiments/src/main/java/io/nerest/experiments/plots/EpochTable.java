package io.nerest.experiments.plots;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import io.nerest.experiments.result.ArmResult;
import io.nerest.experiments.result.ExperimentResult;
import io.nerest.experiments.result.RoundResult;
import io.nerest.experiments.result.SeedResult;
import io.nerest.system.AtomicFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code epochs.csv}: a row for every epoch of every arm, active and fixed alike, with the losses and metrics of the training
 * run. {@code total_epoch} counts over all rounds of an arm. A cell is empty where an epoch was not validated.
 */
final class EpochTable {
    static final String FILE = "epochs.csv";

    private static final List<String> PLACE = List.of("arm", "seed", "round", "epoch", "total_epoch", "labels");
    private static final List<String> COLUMNS = List.of(
            "train/box_loss",
            "train/cls_loss",
            "train/dfl_loss",
            "val/box_loss",
            "val/cls_loss",
            "val/dfl_loss",
            "metrics/precision(B)",
            "metrics/recall(B)",
            TrainingCurves.MAP50,
            TrainingCurves.MAP50_95);

    private final RunCurves runs;

    EpochTable(RunCurves runs) {
        this.runs = runs;
    }

    void write(Path file, ExperimentResult result) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(PLACE);
        header.addAll(COLUMNS);
        rows.add(header);
        for (ArmResult arm : result.arms()) {
            for (SeedResult seed : arm.seeds()) {
                runs.forEachRound(seed, (round, before, curves) -> {
                    for (int epoch = 1; epoch <= curves.epochs(); epoch++) {
                        rows.add(row(arm, seed, round, before, curves, epoch));
                    }
                });
            }
        }
        StringWriter text = new StringWriter();
        try (SequenceWriter csv = new CsvMapper().writer().writeValues(text)) {
            csv.writeAll(rows);
        }
        AtomicFile.write(file, text.toString());
    }

    private static List<String> row(
            ArmResult arm, SeedResult seed, RoundResult round, int before, TrainingCurves curves, int epoch) {
        List<String> row = new ArrayList<>(List.of(
                arm.name(),
                String.valueOf(seed.seed()),
                String.valueOf(round.round()),
                String.valueOf(epoch),
                String.valueOf(before + epoch),
                String.valueOf(round.labels())));
        for (String column : COLUMNS) {
            double value = curves.column(column)[epoch - 1];
            row.add(Double.isNaN(value) ? "" : String.valueOf(value));
        }
        return row;
    }
}
