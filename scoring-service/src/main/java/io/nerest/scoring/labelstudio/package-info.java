/** The ML-backend protocol of Label Studio: the active model's boxes as predictions. */
@NullMarked
package io.nerest.scoring.labelstudio;

import org.jspecify.annotations.NullMarked;
