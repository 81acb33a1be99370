package io.nerest.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nerest.experiments.Experiments;
import io.nerest.experiments.result.ExperimentResult;
import io.nerest.experiments.result.RoundResult;
import io.nerest.vision.box.ScoredBox;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a curriculum with and without ignore regions; the model detects some of the fish with low confidence. */
class IgnoredRegionsTest {
    private static final double LABELS_FROM = 0.4;
    private static final double IGNORED_FROM = 0.06;

    @TempDir
    private Path folder;

    private RoundResult curriculum(String name, String... further) throws IOException {
        Path out = folder.resolve(name);
        StringWriter err = new StringWriter();
        String[] options = {
            "experiment",
            "--out=" + out,
            "--base=../../trainer-service/base/nerest-base-n.safetensors",
            "--strategies=curriculum",
            "--streams=1",
            "--frames=16",
            "--validation-frames=2",
            "--quiet=0",
            "--width=256",
            "--imgsz=256",
            "--rounds=1",
            "--initial=2",
            "--batch-size=2",
            "--seeds=1",
            "--epochs=1",
            "--train=lr0=0.00001",
            "--percentiles=0",
            "--curriculum-score=max",
            "--min-confidence=0.05",
            "--box-threshold=" + LABELS_FROM
        };
        String[] all = new String[options.length + further.length];
        System.arraycopy(options, 0, all, 0, options.length);
        System.arraycopy(further, 0, all, options.length, further.length);
        int exitCode = Experiments.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), all);
        assertThat(exitCode).as(err.toString()).isZero();
        return ExperimentResult.read(out).arms().get(0).seeds().get(0).rounds().get(1);
    }

    private List<Choice.PseudoLabel> pseudoLabels(String name) throws IOException {
        Path kept = folder.resolve(name).resolve("choices/curriculum-4/seed-0/round-1.json");
        return new JsonMapper()
                .readValue(Files.readAllBytes(kept), new TypeReference<Choice>() {})
                .pseudoLabelled();
    }

    @Test
    void framesWithUncertainFishTrainWithIgnoreRegions() throws IOException {
        RoundResult without = curriculum("without");
        RoundResult with = curriculum("with", "--ignore-threshold=" + IGNORED_FROM);

        List<Choice.PseudoLabel> plain = pseudoLabels("without");
        List<Choice.PseudoLabel> regions = pseudoLabels("with");
        assertThat(plain).isNotEmpty().allMatch(label -> label.ignored().isEmpty());
        assertThat(regions)
                .as("frames with uncertain fish are kept")
                .extracting(label -> label.frame().frame(), Choice.PseudoLabel::boxes)
                .containsExactlyElementsOf(plain.stream()
                        .map(label -> tuple(label.frame().frame(), label.boxes()))
                        .toList());
        assertThat(regions.stream().flatMap(label -> label.ignored().stream()))
                .isNotEmpty()
                .extracting(ScoredBox::confidence)
                .allMatch(confidence -> confidence >= IGNORED_FROM && confidence < LABELS_FROM);
        assertThat(with.pseudoLabels()).isEqualTo(without.pseudoLabels()).isEqualTo(plain.size());
        assertThat(with.run()).as("a training is named by its regions too").isNotEqualTo(without.run());
    }
}
