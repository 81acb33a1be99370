package io.nerest.scoring.labelstudio;

import io.nerest.service.http.ProblemException;
import java.io.StringReader;
import java.util.Locale;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a labeling configuration that predictions refer to.
 *
 * @param fromName name of the RectangleLabels tag
 * @param toName name of the Image tag
 * @param field field of a task's data that has the image's address
 */
record LabelingTags(String fromName, String toName, String field) {
    private static final int LONGEST = 1_000_000;

    /**
     * Reads a labeling configuration.
     *
     * @throws ProblemException 422 if it is not XML, or has no RectangleLabels for an Image
     */
    static LabelingTags of(String xml) {
        if (xml.length() > LONGEST) {
            throw ProblemException.invalid("label_config", "has more than a million characters");
        }
        String fromName = null;
        String toName = null;
        String image = null;
        String value = null;
        try {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
            while (reader.hasNext()) {
                if (reader.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                String tag = reader.getLocalName().toLowerCase(Locale.ROOT);
                if (tag.equals("rectanglelabels") && fromName == null) {
                    fromName = reader.getAttributeValue(null, "name");
                    toName = reader.getAttributeValue(null, "toName");
                } else if (tag.equals("image") && image == null) {
                    image = reader.getAttributeValue(null, "name");
                    value = reader.getAttributeValue(null, "value");
                }
            }
        } catch (XMLStreamException e) {
            throw ProblemException.invalid("label_config", "is not valid XML");
        }
        return tags(fromName, toName, image, value);
    }

    private static LabelingTags tags(
            @Nullable String fromName, @Nullable String toName, @Nullable String image, @Nullable String value) {
        if (fromName == null || image == null || value == null || !value.startsWith("$")) {
            throw ProblemException.invalid(
                    "label_config",
                    "needs a RectangleLabels tag with a name, and an Image tag with a name and a value such as $image");
        }
        return new LabelingTags(fromName, Objects.requireNonNullElse(toName, image), value.substring(1));
    }
}
