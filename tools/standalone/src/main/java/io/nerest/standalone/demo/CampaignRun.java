package io.nerest.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.standalone.output.TimedOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Creates one campaign, labels its batches and reports its progress until it ends. */
final class CampaignRun {
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(30);
    private static final int UNPROCESSABLE = 422;

    private final RestClient selector;
    private final Optional<Annotator> annotator;
    private final Set<Integer> announced = new HashSet<>();
    private final BlockingQueue<TrainingProgressed> progress;
    private final TimedOutput output;
    private final String id;
    private final Set<Integer> reported = new HashSet<>();

    private CampaignRun(
            RestClient selector,
            Optional<Annotator> annotator,
            BlockingQueue<TrainingProgressed> progress,
            TimedOutput output,
            String id) {
        this.selector = selector;
        this.annotator = annotator;
        this.progress = progress;
        this.output = output;
        this.id = id;
    }

    /**
     * Creates a campaign; waits until the selector has received its frames and labels.
     *
     * @param annotator labels the requested frames; absent if a person does
     */
    static CampaignRun create(
            RestClient selector,
            Map<String, Object> configuration,
            Optional<Annotator> annotator,
            BlockingQueue<TrainingProgressed> progress,
            TimedOutput output)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + ARRIVAL_LIMIT.toNanos();
        while (true) {
            try {
                String id = selector.post("/api/campaigns", configuration)
                        .path("id")
                        .asText();
                return new CampaignRun(selector, annotator, progress, output, id);
            } catch (RestClient.RejectedRequestException e) {
                // The selector receives frames and labels as events, after ingest has acknowledged them.
                if (e.status() != UNPROCESSABLE || System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        }
    }

    /** Returns a campaign that exists. */
    static CampaignRun resume(
            String id,
            RestClient selector,
            Annotator annotator,
            BlockingQueue<TrainingProgressed> progress,
            TimedOutput output) {
        return new CampaignRun(selector, Optional.of(annotator), progress, output, id);
    }

    String id() {
        return id;
    }

    /**
     * Labels requested frames and prints the progress until the campaign ends.
     *
     * @return the results of all rounds
     * @throws IOException if the campaign fails or is cancelled
     */
    List<DemoRound> follow() throws IOException, InterruptedException {
        while (true) {
            showTraining();
            JsonNode campaign = selector.get("/api/campaigns/" + id);
            for (JsonNode round : campaign.path("rounds")) {
                if (round.path("state").asText().equals("LABELLING")) {
                    label(round.path("round").asInt());
                }
                if (round.path("state").asText().equals("TRAINED")
                        && reported.add(round.path("round").asInt())) {
                    show(result(round));
                    JsonNode remaining = round.path("remainingUnlabelled");
                    if (remaining.isInt()) {
                        output.line("Remaining unlabelled images: " + remaining.asInt());
                    }
                }
            }
            String state = campaign.path("state").asText();
            if (state.equals("COMPLETED")) {
                List<DemoRound> results = new ArrayList<>();
                campaign.path("rounds").forEach(round -> results.add(result(round)));
                return results;
            }
            if (state.equals("FAILED") || state.equals("CANCELLED")) {
                throw new IOException("the campaign ended " + state + ": "
                        + campaign.path("reason").asText());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    private void label(int round) throws IOException, InterruptedException {
        if (annotator.isEmpty()) {
            if (announced.add(round)) {
                output.line("round " + round + ": waits for labels in the console");
            }
            return;
        }
        JsonNode frames =
                selector.get("/api/campaigns/" + id + "/batches/" + round).path("frames");
        int labelled = annotator.get().label(frames);
        if (labelled > 0) {
            output.line("round " + round + ": the annotator labelled " + labelled + " frames ("
                    + annotator.get().labelledCount() + " in total)");
        }
    }

    private void showTraining() {
        List<TrainingProgressed> events = new ArrayList<>();
        progress.drainTo(events);
        for (TrainingProgressed event : events) {
            switch (event.state()) {
                case EPOCH -> output.line(epochLine(event));
                case RESUMED, FAILED ->
                    output.line("round " + event.round() + ": training "
                            + event.state().name().toLowerCase(Locale.ROOT) + " " + event.message());
                case QUEUED, STARTED, FINISHED -> {
                    // Covered by the line of the round.
                }
            }
        }
    }

    private static String epochLine(TrainingProgressed event) {
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "round %d: epoch %d/%d", event.round(), event.epoch(), event.epochs()));
        if (event.losses() != null) {
            line.append(String.format(
                    Locale.ROOT,
                    "  box_loss %.3f  cls_loss %.3f  dfl_loss %.3f",
                    event.losses().box(),
                    event.losses().cls(),
                    event.losses().dfl()));
        }
        if (event.metrics() != null) {
            line.append(
                    String.format(Locale.ROOT, "  mAP50 %.3f", event.metrics().map50()));
        }
        double left = event.epoch() == 0 ? 0 : event.seconds() / event.epoch() * (event.epochs() - event.epoch());
        return line.append(String.format(Locale.ROOT, "  %.0f s left", left)).toString();
    }

    private void show(DemoRound result) {
        output.line(String.format(
                Locale.ROOT,
                "round %d: %d labels%s, mAP50 %.3f (mean of streams %.3f), mAP50-95 %.3f, precision %.3f, recall %.3f, F1 %.3f, %s,"
                        + " %.0f s",
                result.round(),
                result.labels(),
                result.pseudoLabels() == 0 ? "" : " + " + result.pseudoLabels() + " pseudo-labels",
                result.map50(),
                result.streamMap50(),
                result.map5095(),
                result.precision(),
                result.recall(),
                result.f1(),
                result.modelStatus().toLowerCase(Locale.ROOT),
                result.seconds()));
    }

    private static DemoRound result(JsonNode round) {
        JsonNode metrics = round.path("metrics");
        return new DemoRound(
                round.path("round").asInt(),
                round.path("labels").asInt(),
                round.path("pseudoLabels").asInt(),
                round.path("modelId").asText(""),
                round.path("modelStatus").asText(""),
                metrics.path("mAP50").asDouble(),
                metrics.path("mAP50-95").asDouble(),
                metrics.path("precision").asDouble(),
                metrics.path("recall").asDouble(),
                metrics.path("streamMAP50").asDouble(),
                round.path("seconds").path("total").asDouble());
    }
}
