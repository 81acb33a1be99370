package io.nerest.selector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.contracts.BatchKind;
import io.nerest.contracts.FrameLabelled;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameSource;
import io.nerest.contracts.ModelStatus;
import io.nerest.selector.campaign.CampaignRequest;
import io.nerest.selector.engine.CampaignService;
import io.nerest.selector.engine.CampaignStep;
import io.nerest.selector.pool.SelectorEvents;
import io.nerest.selector.round.Round;
import io.nerest.selector.storage.Batches;
import io.nerest.selector.storage.Campaigns;
import io.nerest.vision.box.LabelledBox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Drives campaigns without broker and REST: events are stored at once, and steps are taken one by one. */
@ApplicationScoped
class DirectCampaigns {

    static final String BASE = "direct-base";

    private final CampaignService service;
    private final CampaignStep step;
    private final Campaigns campaigns;
    private final Batches batches;
    private final SelectorEvents events;

    DirectCampaigns(
            CampaignService service, CampaignStep step, Campaigns campaigns, Batches batches, SelectorEvents events) {
        this.service = service;
        this.step = step;
        this.campaigns = campaigns;
        this.batches = batches;
        this.events = events;
    }

    /** Registers frames of a stream, a second apart. */
    List<FrameRef> camera(String stream, int count) {
        List<FrameRef> frames = SelectorFixture.frames(stream, count);
        QuarkusTransaction.requiringNew().run(() -> {
            for (int i = 0; i < frames.size(); i++) {
                Instant capturedAt = SelectorFixture.FIRST_FRAME.plusSeconds(i);
                events.frame(
                        new FrameRegistered(frames.get(i), "0".repeat(64), capturedAt, capturedAt, FrameSource.UPLOAD));
            }
        });
        return frames;
    }

    void label(FrameRef frame) {
        events.label(new FrameLabelled(
                UUID.randomUUID(),
                frame,
                List.of(new LabelledBox(0, 0.5, 0.5, 0.1, 0.1)),
                "annotator",
                1,
                Instant.now()));
    }

    /** Labels all frames of a round's batch. */
    void labelBatch(UUID id, int round) {
        batches.of(id, round).stream()
                .filter(frame -> frame.kind() == BatchKind.LABEL)
                .forEach(frame -> label(frame.frame()));
    }

    /** Opens a campaign over a stream of its name, with a validation set of one frame. */
    UUID open(String name, String further) {
        camera(name + "-val", 1).forEach(this::label);
        events.model(SelectorFixture.model(BASE, ModelStatus.BASE, null, null));
        String json = "{'name':'" + name + "','baseModelId':'" + BASE + "','streams':['" + name
                + "'],'validation':{'streams':['" + name + "-val']}," + further + "}";
        try {
            return service.open(new ObjectMapper().readValue(json.replace('\'', '"'), CampaignRequest.class))
                    .id();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    Round newest(UUID id) {
        List<Round> rounds = campaigns.rounds(id);
        return rounds.get(rounds.size() - 1);
    }

    void takeStep(UUID id) {
        assertThat(step.take(id)).as("there is a step to take").isTrue();
    }

    /** Takes steps until the newest round is in a state. */
    Round until(UUID id, String state) {
        while (campaigns.rounds(id).isEmpty() || !newest(id).state().equals(state)) {
            takeStep(id);
        }
        return newest(id);
    }

    /** Publishes the model of the round in training, and takes the step that ends the round. */
    String publishModel(UUID id) {
        Round round = newest(id);
        String modelId = id + "-r" + round.number();
        events.model(
                SelectorFixture.trainedModel(modelId, round.requestedTraining().orElseThrow(), id, round.number()));
        takeStep(id);
        return modelId;
    }
}
