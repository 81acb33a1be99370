package io.nerest.ingest.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketNotificationTest {

    private static List<BucketNotification> parse(String json) {
        return BucketNotification.parse(json.replace('\'', '"').getBytes(UTF_8));
    }

    @Test
    void createdObjectsAreReadAndRemovedOnesAreLeftOut() {
        List<BucketNotification> created = parse("""
                {'EventName':'s3:ObjectCreated:Put','Key':'nerest/frames/north/a b+c.jpg','Records':[
                 {'eventName':'s3:ObjectCreated:Put','s3':{'bucket':{'name':'nerest'},
                  'object':{'key':'frames%2Fnorth%2Fa+b%2Bc.jpg','size':1,'eTag':'x'}}},
                 {'eventName':'s3:ObjectRemoved:Delete','s3':{'bucket':{'name':'nerest'},
                  'object':{'key':'frames/north/old.jpg'}}}]}""");

        assertThat(created).containsExactly(new BucketNotification("nerest", "frames/north/a b+c.jpg"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not JSON        | nonsense",
                "'Records'       | {}",
                "'Records'       | {'Records':[]}",
                "s3.object.key   | {'Records':[{'s3':{'bucket':{'name':'b'}}}]}",
                "s3.bucket.name  | {'Records':[{'s3':{'object':{'key':'k'}}}]}",
                "not URL-encoded | {'Records':[{'eventName':'s3:ObjectCreated:Put','s3':{'bucket':{'name':'b'},'object':{'key':'%zz'}}}]}"
            })
    void anyOtherMessageIsRejectedWithTheReason(String reason, String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(json)).withMessageContaining(reason);
    }
}
