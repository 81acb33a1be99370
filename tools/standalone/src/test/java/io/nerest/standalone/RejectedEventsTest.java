package io.nerest.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The status names the reason of every dead letter, and what a running campaign waits for or fails by. */
class RejectedEventsTest {
    private static final String TRAININGS = "training-requests.dead-letter";

    private static RejectedEvent rejected(@Nullable String reason, @Nullable String value) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                TRAININGS, 0, 0, null, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        if (reason != null) {
            record.headers().add("dead-letter-reason", reason.getBytes(StandardCharsets.UTF_8));
            record.headers().add("dead-letter-service", "trainer".getBytes(StandardCharsets.UTF_8));
        }
        return RejectedEvent.of(record);
    }

    @Test
    void deadLettersAreListedByTopicAndReasonTheMostFrequentFirst() {
        List<RejectedEvent> letters = new ArrayList<>();
        letters.add(rejected("batch=0: must be at least 1", "{}"));
        letters.add(rejected("imgsz=100: must be a multiple of 32", "{}"));
        letters.add(rejected("imgsz=100: must be a multiple of 32", "{}"));
        letters.add(rejected(null, null));
        StringWriter out = new StringWriter();

        new RejectedEvents(Map.of(TRAININGS, 4L), letters).print(new PrintWriter(out, true));

        assertThat(out.toString().lines())
                .containsExactly(
                        "dead letters",
                        "  training-requests.dead-letter            4",
                        "        2 x trainer: imgsz=100: must be a multiple of 32",
                        "        1 x trainer: batch=0: must be at least 1",
                        "        1 x no reason is recorded");
    }

    @Test
    void aDeadLetterWithoutAValueOrJsonBelongsToNoCampaign() {
        assertThat(rejected("not JSON", null).campaignId()).isEmpty();
        assertThat(rejected("not JSON", "{broken").campaignId()).isEmpty();
        assertThat(rejected("not JSON", "{\"campaignId\": 7}").campaignId()).isEmpty();
    }

    @Test
    void aRunningCampaignWhoseRequestWasRejectedShowsTheReason() throws Exception {
        RejectedEvents letters = new RejectedEvents(
                Map.of(TRAININGS, 1L),
                List.of(rejected("imgsz=100: must be a multiple of 32", "{\"campaignId\":\"c1\"}")));
        String campaign = "{'id':'c1','name':'weir','state':'RUNNING','reason':'running',"
                + "'rounds':[{'round':0,'state':'TRAINED'},{'round':1,'state':'TRAINING'}]}";

        RunningCampaign shown =
                RunningCampaign.of(new ObjectMapper().readTree(campaign.replace('\'', '"')), letters.ofCampaign("c1"));

        assertThat(shown.line())
                .isEqualTo("weir: round 1: waits for the trainer; a request of it was rejected,"
                        + " training-requests.dead-letter: imgsz=100: must be a multiple of 32");
    }

    @Test
    void aRunningCampaignWithoutProblemSaysWhatItWaitsFor() throws Exception {
        String campaign = "{'name':'weir','reason':'running',"
                + "'rounds':[{'round':2,'state':'LABELLING','batchSize':12,'unlabelled':5}]}";

        RunningCampaign shown =
                RunningCampaign.of(new ObjectMapper().readTree(campaign.replace('\'', '"')), Optional.empty());

        assertThat(shown.line()).isEqualTo("weir: round 2: waits for labels of 5 of 12 frames");
    }
}
