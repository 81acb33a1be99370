package io.nerest.selector.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CampaignRequestTest {

    private static final String LEAST = "{'name':'a','validation':{'streams':['cam-9']}";

    private static CampaignConfig config(String json) {
        try {
            return new ObjectMapper()
                    .readValue(json.replace('\'', '"'), CampaignRequest.class)
                    .toConfig(List.of("fish"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void anAbsentFieldTakesItsDefault() {
        CampaignConfig config = config(LEAST + "}");

        assertThat(config.strategy()).isEqualTo("least-confidence");
        assertThat(config.classNames()).containsExactly("fish");
        assertThat(config.curriculum().toCurriculum()).isEmpty();
        assertThat(config.promotes()).isTrue();
        assertThat(config.scoreDeadlineSeconds()).isEqualTo(120);
        assertThat(config.labelDeadlineSeconds()).isEqualTo(30 * 24 * 3600);
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                Arguments.of("{'validation':{'streams':['cam-9']}}", "'name' is missing"),
                Arguments.of("{'name':'a'}", "'validation' is empty"),
                Arguments.of("{'name':'a','validation':{'streams':[],'frames':[]}}", "'validation' is empty"),
                Arguments.of(LEAST + ",'batchSize':-1}", "'batchSize' is -1, but must lie in [0, 1000000]"),
                Arguments.of(LEAST + ",'batchSize':0}", "no curriculum is enabled"),
                Arguments.of(LEAST + ",'initial':-5}", "'initial' is -5"),
                Arguments.of(LEAST + ",'rounds':-1}", "'rounds' is -1"),
                Arguments.of(LEAST + ",'sampleSize':5,'batchSize':10}", "'sampleSize' is 5"),
                Arguments.of(LEAST + ",'scoreDeadlineSeconds':0}", "'scoreDeadlineSeconds' is 0"),
                Arguments.of(LEAST + ",'strategy':'least-confidance'}", "did you mean 'least-confidence'?"),
                Arguments.of(
                        LEAST + ",'strategy':'gaussian','settings':{'sigma':0}}", "'sigma' is 0.0, but must be in"),
                Arguments.of(LEAST + ",'settings':{'agregation':'max'}}", "did you mean 'aggregation'?"),
                Arguments.of(LEAST + ",'settings':{'minConfidence':'NaN'}}", "must be a finite number"),
                Arguments.of(LEAST + ",'curriculum':{'start':101}}", "'start' is 101.0, but must be in [0, 100]"),
                Arguments.of(LEAST + ",'curriculum':{'percentiles':[70,80]}}", "must not rise"),
                Arguments.of(
                        LEAST + ",'curriculum':{'mode':'keep'}}", "'keep', but must be one of accumulate, relabel"),
                Arguments.of(LEAST + ",'training':{'epochs':'-3'}}", "'training.epochs' is invalid"),
                Arguments.of(LEAST + ",'training':{'lr00':'3'}}", "'training.lr00' is invalid"),
                Arguments.of(LEAST + ",'training':{'imgsz':'100'}}", "'training.imgsz' is invalid"),
                Arguments.of(LEAST + ",'stop':{'epochs':-1}}", "'stop.epochs' is -1"),
                Arguments.of(LEAST + ",'stop':{'mAP50':1.5}}", "'stop.mAP50' is 1.5"),
                Arguments.of(LEAST + ",'ownLabels':true,'initial':0}", "'initial' is 0 and 'ownLabels' is true"),
                Arguments.of(
                        "{'name':'" + "a".repeat(201) + "','validation':{'streams':['cam-9']}}",
                        "'name' must have 1 to 200 characters"),
                Arguments.of(LEAST + ",'sampleSize':-1}", "'sampleSize' is -1, but must lie in [0, 2147483647]"),
                Arguments.of("{'name':' ','validation':{'streams':['cam-9']}}", "'name' must have 1 to 200 characters"),
                Arguments.of(
                        "{'name':'a','validation':{'streams':['cam-9'],'frames':['" + new UUID(0, 1) + "']}}",
                        "names both"),
                Arguments.of(LEAST + ",'classNames':[' ']}", "'classNames'"),
                Arguments.of(LEAST + ",'rounds':1001}", "'rounds' is 1001"),
                Arguments.of(LEAST + ",'scoreDeadlineSeconds':604801}", "'scoreDeadlineSeconds' is 604801"),
                Arguments.of(LEAST + ",'labelDeadlineSeconds':0}", "'labelDeadlineSeconds' is 0"),
                Arguments.of(LEAST + ",'labelDeadlineSeconds':316224001}", "'labelDeadlineSeconds' is 316224001"),
                Arguments.of(LEAST + ",'initial':1000001}", "'initial' is 1000001"),
                Arguments.of(LEAST + ",'streams':['cam-9']}", "in 'streams' and in 'validation'"),
                Arguments.of(LEAST + ",'classNames':[]}", "'classNames'"));
    }

    static Stream<String> limits() {
        return Stream.of(
                LEAST + ",'rounds':1000}",
                LEAST + ",'rounds':0,'batchSize':0}",
                LEAST + ",'batchSize':0,'curriculum':{}}",
                LEAST + ",'initial':1000000}",
                LEAST + ",'initial':0}",
                LEAST + ",'scoreDeadlineSeconds':1}",
                LEAST + ",'scoreDeadlineSeconds':604800}",
                LEAST + ",'sampleSize':20,'batchSize':20}",
                LEAST + ",'sampleSize':0,'batchSize':1000000}",
                "{'name':'" + "a".repeat(200) + "','validation':{'streams':['cam-9']}}",
                LEAST + ",'training':{'imgsz':'640','batch':'1'}}");
    }

    @ParameterizedTest
    @MethodSource("limits")
    void aValueAtTheLimitIsAccepted(String json) {
        assertThat(config(json).classNames()).containsExactly("fish");
    }

    @Test
    void aRuleNamesItsField() {
        assertThatThrownBy(() -> config(LEAST + ",'training':{'lr00':'3'}}"))
                .isInstanceOfSatisfying(
                        InvalidCampaignException.class,
                        e -> assertThat(e.field()).hasValue("training.lr00"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void aFieldThatBreaksARuleIsRejectedByName(String json, String message) {
        assertThatThrownBy(() -> config(json))
                .isInstanceOf(InvalidCampaignException.class)
                .hasMessageContaining(message);
    }
}
