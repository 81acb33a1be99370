package io.nerest.selector.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.contracts.EventJson;
import java.util.List;
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
    void whatIsLeftOutTakesItsDefault() {
        CampaignConfig config = config(LEAST + "}");

        assertThat(config.strategy()).isEqualTo("least-confidence");
        assertThat(config.classNames()).containsExactly("fish");
        assertThat(config.curriculum().enabled()).isFalse();
        assertThat(config.promotes()).isTrue();
        assertThat(config.scoreDeadlineSeconds()).isEqualTo(120);
    }

    @Test
    void aConfigurationSurvivesBeingStored() {
        CampaignConfig config = config(
                LEAST
                        + ",'strategy':'gaussian','settings':{'sigma':0.2,'emptyFrames':'quota:0.2'},'batchSize':3,"
                        + "'curriculum':{'enabled':true,'mode':'accumulate','percentiles':[90,70.5]},'training':{'epochs':'12'}}");

        assertThat(EventJson.read(EventJson.write(config), CampaignConfig.class))
                .isEqualTo(config);
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
                Arguments.of(LEAST + ",'strategy':'gaussian','settings':{'sigma':0}}", "sigma 0.0 must be above 0"),
                Arguments.of(LEAST + ",'settings':{'agregation':'max'}}", "did you mean 'aggregation'?"),
                Arguments.of(LEAST + ",'settings':{'minConfidence':'NaN'}}", "must be finite"),
                Arguments.of(LEAST + ",'curriculum':{'start':101}}", "start 101.0 must lie in [0, 100]"),
                Arguments.of(LEAST + ",'curriculum':{'percentiles':[70,80]}}", "must not rise"),
                Arguments.of(LEAST + ",'curriculum':{'mode':'keep'}}", "'keep' is not known"),
                Arguments.of(LEAST + ",'training':{'epochs':'-3'}}", "'training.epochs' is '-3'"),
                Arguments.of(LEAST + ",'streams':['cam-9']}", "in 'streams' and in 'validation'"),
                Arguments.of(LEAST + ",'classNames':[]}", "'classNames'"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void whatCannotBeRunIsRefusedByName(String json, String message) {
        assertThatThrownBy(() -> config(json))
                .isInstanceOf(InvalidCampaignException.class)
                .hasMessageContaining(message);
    }
}
