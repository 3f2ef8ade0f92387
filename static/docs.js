// Starts the interactive documentation of the API.
const place = document.getElementById("api-docs");
window.SwaggerUIBundle({
  url: place.dataset.openapi,
  domNode: place,
  deepLinking: true,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
});
