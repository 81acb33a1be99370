package io.nerest.ingest.label;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nerest.vision.box.LabelledBox;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LabelValidatorTest {
    private static final LabelledBox FISH = new LabelledBox(0, .5, .5, .2, .1);

    private final LabelValidator validator = new LabelValidator(List.of("fish", "seal"));

    static Stream<Arguments> invalidBoxes() {
        return Stream.of(
                Arguments.of(new LabelledBox(2, .5, .5, .2, .1), "'boxes[1].classId' is 2"),
                Arguments.of(new LabelledBox(0, 1.5, .5, .2, .1), "'boxes[1].cx' is 1.5"),
                Arguments.of(new LabelledBox(0, .5, -.1, .2, .1), "'boxes[1].cy' is -0.1"),
                Arguments.of(new LabelledBox(0, .5, .5, 2, .1), "'boxes[1].w' is 2.0"),
                Arguments.of(new LabelledBox(0, .5, .5, .2, -1), "'boxes[1].h' is -1.0"),
                Arguments.of(new LabelledBox(0, .5, .5, 0, .1), "'boxes[1]' has no area"),
                Arguments.of(new LabelledBox(0, .5, .5, 1e-300, .1), "'boxes[1]' has no area"),
                Arguments.of(new LabelledBox(0, .5, .5, .1, Double.MIN_VALUE), "'boxes[1]' has no area"),
                Arguments.of(new LabelledBox(0, .95, .5, .2, .1), "'boxes[1]' reaches beyond the image"),
                Arguments.of(new LabelledBox(0, .5, .01, .2, .1), "of the image's height"));
    }

    @ParameterizedTest
    @MethodSource("invalidBoxes")
    void anInvalidBoxIsRejectedWithTheFieldsPath(LabelledBox box, String reason) {
        assertRejected("anna", List.of(FISH, box), reason);
    }

    @Test
    void anUnknownClassIsRejectedWithTheKnownOnes() {
        assertRejected("anna", List.of(new LabelledBox(7, .5, .5, .2, .1)), "[fish, seal]");
    }

    @Test
    void anAuthorHas1To200Characters() {
        assertRejected(" ", List.of(), "'author'");
        assertRejected("a".repeat(201), List.of(), "'author'");
        assertThatCode(() -> validator.check("a".repeat(200), List.of())).doesNotThrowAnyException();
    }

    @Test
    void aLabelHasAtMost1000Boxes() {
        assertRejected("anna", Collections.nCopies(1_001, FISH), "1001 boxes");
        assertThatCode(() -> validator.check("anna", Collections.nCopies(1_000, FISH)))
                .doesNotThrowAnyException();
    }

    private void assertRejected(String author, List<LabelledBox> boxes, String reason) {
        assertThatExceptionOfType(InvalidLabelException.class)
                .isThrownBy(() -> validator.check(author, boxes))
                .withMessageContaining(reason);
    }

    @Test
    void aBoxAtTheEdgeIsAcceptedDespiteRounding() {
        assertThatCode(() -> validator.check("anna", List.of(new LabelledBox(0, .05, .951, .101, .1))))
                .doesNotThrowAnyException();
    }
}
