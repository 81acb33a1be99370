package io.nerest.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.experiments.Experiments;
import io.nerest.experiments.result.ArmResult;
import io.nerest.experiments.result.ChosenFrame;
import io.nerest.experiments.result.ExperimentResult;
import io.nerest.experiments.result.RoundResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole experiment through its command: small, with real images, networks and files. */
class ExperimentTest {
    @TempDir
    static Path folder;

    private static ExperimentResult result;
    private static String console = "";

    private record Ran(int exitCode, String out, String err) {}

    @BeforeAll
    static void runToTheEnd() throws IOException {
        Ran ran = experiment();
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        result = ExperimentResult.read(folder);
        console = ran.out();
    }

    private static Ran experiment(String... further) {
        List<String> arguments = new ArrayList<>(List.of(
                "experiment",
                "--out=" + folder,
                "--strategies=random,entropy,margin,fixed,curriculum,random-unfiltered,entropy+warm",
                "--streams=2",
                "--frames=24",
                "--validation-frames=4",
                "--quiet=0",
                "--width=128",
                "--imgsz=32",
                "--base=yolov8n.yaml",
                "--rounds=1",
                "--initial=4",
                "--batch-size=4",
                "--seeds=1",
                "--epochs=1"));
        for (String option : further) {
            arguments.removeIf(there -> there.startsWith(option.substring(0, option.indexOf('=') + 1)));
            arguments.add(option);
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Experiments.run(
                new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
        return new Ran(exitCode, out.toString(), err.toString());
    }

    private static List<RoundResult> rounds(String arm) {
        return result.arms().stream()
                .filter(one -> one.name().equals(arm))
                .map(ArmResult::seeds)
                .findFirst()
                .orElseThrow()
                .get(0)
                .rounds();
    }

    private static List<String> chosen(RoundResult round) {
        return round.chosen().stream().map(ChosenFrame::frame).toList();
    }

    @Test
    void armsOfASeedShareTheInitialSetAndItsTraining() {
        RoundResult random = rounds("random").get(0);
        RoundResult entropy = rounds("entropy").get(0);

        assertThat(chosen(entropy)).hasSize(4).isEqualTo(chosen(random));
        assertThat(entropy.run()).isEqualTo(random.run());
        assertThat(random.seconds()).isPositive();
        assertThat(entropy.seconds()).as("counted once").isZero();
    }

    @Test
    void everyArmTrainsOnTheLabelsItAskedFor() {
        assertThat(rounds("random")).extracting(RoundResult::labels).containsExactly(4, 8);
        assertThat(rounds("fixed")).extracting(RoundResult::labels).containsExactly(8);
        assertThat(rounds("fixed").get(0).round()).isEqualTo(1);
        assertThat(chosen(rounds("random").get(1)))
                .doesNotContainAnyElementsOf(chosen(rounds("random").get(0)));
        assertThat(rounds("curriculum")).extracting(RoundResult::labels).containsExactly(8, 8);
        assertThat(rounds("curriculum").get(0).run())
                .isEqualTo(rounds("fixed").get(0).run());
    }

    @Test
    void aWarmArmStartsFromTheWeightsOfTheRoundBeforeAndStandsBesideItsCounterpart() throws IOException {
        RoundResult base = rounds("entropy").get(1);
        RoundResult warm = rounds("entropy+warm").get(1);

        assertThat(rounds("entropy+warm").get(0).run())
                .as("the first round has nothing to continue")
                .isEqualTo(rounds("entropy").get(0).run());
        assertThat(chosen(warm)).isEqualTo(chosen(base));
        assertThat(warm.run()).isNotEqualTo(base.run());
        assertThat(Files.readString(folder.resolve(warm.run()).resolve("args.yaml")))
                .contains(rounds("entropy").get(0).run() + "/weights/best.safetensors");
        assertThat(Files.readString(folder.resolve(base.run()).resolve("args.yaml")))
                .contains("yolov8n.yaml");
        assertThat(Files.readAllLines(folder.resolve("epochs.csv")))
                .as("all arms, each epoch, in one table")
                .anyMatch(row -> row.startsWith("\"entropy+warm\",0,1,1,2,8,"))
                .anyMatch(row -> row.startsWith("entropy,0,1,1,2,8,"))
                .anyMatch(row -> row.startsWith("fixed,0,1,1,1,8,"));
    }

    @Test
    void theUnlabelledImagesLeftArePrintedAfterEveryRound() throws IOException {
        assertThat(console)
                .contains("seed 0, entropy, round 0: Remaining unlabelled images: 20")
                .contains("seed 0, entropy, round 1: Remaining unlabelled images: 16")
                .contains("seed 0, fixed, round 0: Remaining unlabelled images: 16");
    }

    @Test
    void theEpochCapOverAllRoundsShortensTheLastTraining(@TempDir Path other) throws IOException {
        Ran ran = experiment("--out=" + other, "--strategies=random", "--rounds=2", "--epochs=2", "--stop-epochs=3");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        List<RoundResult> rounds =
                ExperimentResult.read(other).arms().get(0).seeds().get(0).rounds();
        assertThat(rounds).extracting(RoundResult::epochs).containsExactly(2, 3);
        assertThat(rounds.get(1).note()).contains("3 epochs were trained, the limit is 3");
    }

    @Test
    void armsThatSelectAlikeAreReported() throws IOException {
        assertThat(rounds("margin").get(1).run())
                .isEqualTo(rounds("entropy").get(1).run());
        assertThat(result.notes())
                .anyMatch(note -> note.contains("entropy and margin select the same frames by construction"));
        assertThat(Files.readString(folder.resolve("experiment.md")))
                .contains("select the same frames by construction");
    }

    @Test
    void theEffectOfTheSharedSettingsAloneAndTheMeanOverStreamsAreReported() throws IOException {
        assertThat(result.notes()).anyMatch(note -> note.startsWith("Effect of the shared settings alone"));
        assertThat(rounds("random"))
                .allSatisfy(round -> assertThat(round.metrics().streamMap50()).isBetween(0.0, 1.0));
        assertThat(Files.readString(folder.resolve("experiment.md")))
                .contains("random-unfiltered", "mAP50, mean of streams");
        assertThat(Files.readString(folder.resolve("experiment.csv"))).contains("stream_map50,stream_map50_95");
    }

    @Test
    void finishedTrainingsOfAKilledRunAreNotRepeated() throws IOException {
        Path lost = folder.resolve(rounds("random-unfiltered").get(1).run()).resolve("record.json");
        Files.delete(lost);
        Map<Path, FileTime> before = records();

        Ran ran = experiment();

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).containsOnlyOnce(": mAP50 ").contains("seed 0, random-unfiltered, round 1: mAP50 ");
        before.forEach(
                (file, time) -> assertThat(modified(file)).as(file.toString()).isEqualTo(time));
        ExperimentResult again = ExperimentResult.read(folder);
        assertThat(again.summary()).isEqualTo(result.summary());
        assertThat(again.arms().get(5).seeds().get(0).rounds())
                .extracting(RoundResult::chosen)
                .isEqualTo(rounds("random-unfiltered").stream()
                        .map(RoundResult::chosen)
                        .toList());
    }

    @Test
    void otherSettingsInTheSameFolderAreRefusedByName() {
        Ran ran = experiment("--batch-size=3");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .contains("holds an experiment with other settings")
                .contains("batchSize=4 there, 3 now");
    }

    @Test
    void anUnknownStrategyIsRefusedWithTheNearestName() {
        Ran ran = experiment("--strategies=entropi");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("did you mean 'entropy'?");
    }

    @Test
    void aBudgetAboveThePoolIsRefused() {
        Ran ran = experiment("--rounds=100");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("request 404 labels, but the pool has 24 frames");
    }

    @Test
    void stepZeroOfACurriculumIsASupervisedRun() {
        RoundResult zero = rounds("curriculum").get(0);

        assertThat(zero.pseudoLabels()).isZero();
        assertThat(zero.pseudoLabelled()).isEmpty();
        assertThat(zero.labels()).isEqualTo(8);
    }

    @Test
    void figuresAndOtherPlotsAreWrittenIfOnePlotFails() throws IOException {
        Path inTheWay = folder.resolve("plots/map50-by-labels.png");
        Path curves = folder.resolve(rounds("fixed").get(0).run()).resolve("results.csv");
        byte[] kept = Files.readAllBytes(curves);
        List<Path> figures = Stream.of("experiment.json", "experiment.md", "experiment.csv")
                .map(folder::resolve)
                .toList();
        for (Path figure : figures) {
            Files.delete(figure);
        }
        Files.delete(folder.resolve("plots/overlap.png"));
        Files.delete(inTheWay);
        Files.createDirectories(inTheWay.resolve("not empty"));
        Files.writeString(curves, "no table");
        try {
            Ran ran = experiment();

            assertThat(ran.exitCode()).isEqualTo(3);
            assertThat(ran.err().lines())
                    .as("a line a file, each with what is wrong")
                    .hasSize(6)
                    .allMatch(line -> line.startsWith("warning: ") && line.contains(" could not be drawn: "))
                    .anyMatch(line -> line.contains(inTheWay.toString()))
                    .anyMatch(line -> line.contains("losses.png") && line.contains("results.csv has no column"));
            assertThat(figures).allSatisfy(figure -> assertThat(figure).exists());
            assertThat(ExperimentResult.read(folder).summary()).isEqualTo(result.summary());
            assertThat(folder.resolve("plots/overlap.png")).exists();
            assertThat(folder.resolve("report.html")).exists();
        } finally {
            Files.delete(inTheWay.resolve("not empty"));
            Files.delete(inTheWay);
            Files.write(curves, kept);
        }
        assertThat(experiment().exitCode()).as("drawn by the next run").isZero();
        assertThat(inTheWay).isRegularFile();
    }

    @Test
    void figuresAreWrittenIfThePageFails() throws IOException {
        Path page = folder.resolve("report.html");
        Files.delete(page);
        Files.createDirectories(page.resolve("not empty"));
        try {
            Ran ran = experiment();

            assertThat(ran.exitCode()).isEqualTo(3);
            assertThat(ran.err().lines()).hasSize(1).allMatch(line -> line.contains(page + " could not be drawn: "));
            assertThat(ran.out()).as("there is none to look at").doesNotContain("report: ");
        } finally {
            Files.delete(page.resolve("not empty"));
            Files.delete(page);
        }
    }

    @Test
    void theIgnoreThresholdDefaultsToTheBoxThresholdAndIsAFixedSetting() {
        Ran same = experiment("--ignore-threshold=0.3");
        Ran other = experiment("--ignore-threshold=0.2");

        assertThat(same.exitCode()).as(same.err()).isZero();
        assertThat(same.out()).as("nothing is trained again").doesNotContain(": mAP50 ");
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err())
                .contains("holds an experiment with other settings", "ignoreThreshold=0.3", "ignoreThreshold=0.2");
    }

    private static Map<Path, FileTime> records() throws IOException {
        Map<Path, FileTime> times = new HashMap<>();
        try (var files = Files.walk(folder.resolve("runs"))) {
            files.filter(file -> file.endsWith("record.json")).forEach(file -> times.put(file, modified(file)));
        }
        return times;
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
