package io.nerest.ingest.resumable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.service.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadMetadataTest {
    @Test
    void keysAreReadAndOthersAreIgnored() {
        // "weir-1", "карта.zip"
        assertThat(UploadMetadata.parse("streamId d2Vpci0x,filename 0LrQsNGA0YLQsC56aXA=, is_confidential"))
                .isEqualTo(new UploadMetadata("weir-1", "карта.zip", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "filename YQ==",
                "streamId",
                "streamId %%%",
                "streamId /w==",
                "streamId AA==",
                "streamId YQ==,streamId YQ==",
                "streamId YQ==,sha256 YQ=="
            })
    void whatCannotBeReadIsRejectedWithTheHeader(String header) {
        assertThatThrownBy(() -> UploadMetadata.parse(header))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Upload-Metadata");
    }
}
