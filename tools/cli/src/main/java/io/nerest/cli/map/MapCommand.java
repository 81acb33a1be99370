package io.nerest.cli.map;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nerest.training.evaluation.coco.CocoDetection;
import io.nerest.training.evaluation.coco.CocoEvaluation;
import io.nerest.training.evaluation.coco.CocoGroundTruth;
import io.nerest.training.evaluation.coco.CocoResultsReader;
import io.nerest.training.evaluation.coco.CocoSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest detect map PREDICTIONS.json GROUND_TRUTH.json}: COCO's figures as JSON on standard output. */
@Command(name = "map", description = "Evaluates a COCO results file against a COCO annotation file; prints JSON.")
public final class MapCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "PREDICTIONS.json",
            description = "array of image_id, category_id, bbox, score")
    private Path predictions = Path.of("");

    @Parameters(index = "1", paramLabel = "GROUND_TRUTH.json", description = "images, annotations, categories")
    private Path groundTruth = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        for (Path file : List.of(predictions, groundTruth)) {
            if (!Files.exists(file)) {
                throw new NoSuchFileException(file.toString());
            }
        }
        CocoGroundTruth truth = CocoResultsReader.groundTruth(groundTruth);
        List<CocoDetection> detections = CocoResultsReader.detections(predictions);
        CocoSummary summary = CocoEvaluation.evaluate(truth, detections);
        int unknown = detections.size() - summary.detections();
        if (unknown > 0) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "warning: %d detections have categories that %s does not list; ignored%n",
                            unknown, groundTruth);
        }
        spec.commandLine()
                .getOut()
                .println(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(summary));
        return 0;
    }
}
