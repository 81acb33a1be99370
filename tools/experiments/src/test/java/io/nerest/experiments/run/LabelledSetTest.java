package io.nerest.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nerest.experiments.data.PoolFrame;
import io.nerest.experiments.result.ChosenFrame;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.box.IgnoreRegion;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.box.ScoredBox;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelledSetTest {
    private static final ScoredBox CONFIDENT = new ScoredBox(0, 0.9, 0.25, 0.5, 0.125, 0.0625);
    private static final ScoredBox UNCERTAIN = new ScoredBox(0, 0.4, 0.75, 0.5, 0.25, 0.125);
    private static final LabelledBox TRUTH = new LabelledBox(0, 0.5f, 0.5f, 0.25f, 0.25f);

    private final LabelledSet set = new LabelledSet(Map.of("a.jpg", frame("a.jpg"), "b.jpg", frame("b.jpg")));

    private static PoolFrame frame(String name) {
        return new PoolFrame(
                name, new DatasetItem(Path.of("/pool", name), List.of(TRUTH), "cam", 64, 48), Instant.EPOCH);
    }

    private static ChosenFrame chosen(String name) {
        return new ChosenFrame(name, "cam", 1, 0.9, "a reason", Map.of());
    }

    private static Choice pseudo(String name, List<ScoredBox> boxes, List<ScoredBox> ignored) {
        return new Choice(List.of(), List.of(new Choice.PseudoLabel(chosen(name), boxes, ignored)), "", 0);
    }

    @Test
    void uncertainBoxesBecomeIgnoreRegions() {
        set.add(pseudo("a.jpg", List.of(CONFIDENT), List.of(UNCERTAIN)), false);

        DatasetItem item = set.items().get(0);

        assertThat(item.labels()).containsExactly(new LabelledBox(0, 0.25f, 0.5f, 0.125f, 0.0625f));
        assertThat(item.ignored()).containsExactly(new IgnoreRegion(0.75f, 0.5f, 0.25f, 0.125f));
    }

    @Test
    void aHumanLabelReplacesThePseudoLabelWithItsIgnoreRegions() {
        set.add(pseudo("a.jpg", List.of(CONFIDENT), List.of(UNCERTAIN)), true);
        set.add(pseudo("b.jpg", List.of(CONFIDENT), List.of()), true);
        set.add(new Choice(List.of(chosen("a.jpg")), List.of(), "", 0), true);

        assertThat(set.items())
                .extracting(item -> item.labels().size() + "+" + item.ignored().size())
                .containsExactly("1+0", "1+0");
        assertThat(set.items().get(0).labels()).containsExactly(TRUTH);
        assertThat(set.pseudoLabels()).isEqualTo(1);
    }

    @Test
    void aChoiceOfAVersionWithoutIgnoreRegionsHasNone() throws JsonProcessingException {
        JsonMapper json = new JsonMapper();
        String kept = json.writeValueAsString(pseudo("a.jpg", List.of(CONFIDENT), List.of()));
        String before = kept.replace(",\"ignored\":[]", "");

        assertThat(before).isNotEqualTo(kept);
        assertThat(json.readValue(before, Choice.class).pseudoLabelled().get(0).ignored())
                .isEmpty();
        assertThat(json.readValue(kept, Choice.class)).isEqualTo(json.readValue(before, Choice.class));
    }

    @Test
    void anAuditedFrameTrainsWithItsHumanLabel() {
        Choice.PseudoLabel label = new Choice.PseudoLabel(chosen("a.jpg"), List.of(CONFIDENT), List.of());

        set.add(new Choice(List.of(chosen("a.jpg")), List.of(label), "", 0), true);

        assertThat(set.labels()).isEqualTo(1);
        assertThat(set.pseudoLabels()).isZero();
        assertThat(set.items())
                .singleElement()
                .satisfies(item -> assertThat(item.labels()).containsExactly(TRUTH));
    }
}
