package io.nerest.scoring.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.nerest.service.http.ProblemException;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelingTagsTest {
    @Test
    void theTagsOfRectanglesAndTheirImageAreFound() {
        LabelingTags tags = LabelingTags.of("""
                <View><Header value="Fish"/><Image name="img" value="$photo" zoom="true"/>
                <RectangleLabels name="boxes" toName="img"><Label value="fish"/></RectangleLabels></View>""");

        assertThat(tags).isEqualTo(new LabelingTags("boxes", "img", "photo"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<View>",
                "<View><Image name='i' value='$image'/></View>",
                "<View><Text name='t' value='$text'/><RectangleLabels name='l' toName='t'/></View>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><View><Image name='&x;' value='$i'/></View>"
            })
    void aConfigurationWithoutRectanglesOfAnImageIsRejected(String xml) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> LabelingTags.of(xml))
                .withMessageContaining("label_config");
    }

    @Test
    void boxesAreInPercentOfTheImageAndClippedToIt() {
        LabelStudioPrediction prediction = LabelStudioPrediction.of(
                "m-1",
                List.of(
                        new Detection(new Box(64, 36, 128, 72), 0.75f, 0),
                        new Detection(new Box(-5, 0, 640, 400), 0.5f, 1)),
                List.of("fish"),
                new LabelingTags("boxes", "img", "photo"),
                640,
                360);

        assertThat(prediction.modelVersion()).isEqualTo("m-1");
        assertThat(prediction.score()).isEqualTo(0.5);
        LabelStudioPrediction.Rectangle first = prediction.result().get(0);
        assertThat(first.fromName()).isEqualTo("boxes");
        assertThat(first.value().x()).isCloseTo(10, within(1e-6));
        assertThat(first.value().height()).isCloseTo(10, within(1e-6));
        assertThat(first.value().labels()).containsExactly("fish");
        assertThat(prediction.result().get(1).value().width()).isEqualTo(100);
        assertThat(prediction.result().get(1).value().labels()).containsExactly("class1");
    }
}
