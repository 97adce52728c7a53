<?php

if (!defined('_ECRIRE_INC_VERSION')) {
	return;
}

include_spip('assistant_mairie_pipelines');

/** What is kept of what the form sends, and what the form then shows: plain words, an address without its last slash. */
function assistant_mairie_sent() {
	$sent = [];
	foreach (array_keys(ASSISTANT_MAIRIE_FIELDS) as $name) {
		$value = _request($name);
		$value = is_string($value) ? trim(preg_replace('/[ \t\r\n]+/', ' ', strip_tags($value))) : '';
		$sent[$name] = $name === 'server' ? rtrim($value, '/') : $value;
		set_request($name, $sent[$name]);
	}
	return $sent;
}

function formulaires_configurer_assistant_mairie_charger_dist() {
	return assistant_mairie_settings() + ['_fields' => ASSISTANT_MAIRIE_FIELDS];
}

function formulaires_configurer_assistant_mairie_verifier_dist() {
	include_spip('inc/autoriser');
	// The form may have been open since before the right was taken away.
	if (!autoriser('configurer', '_assistant_mairie')) {
		return ['message_erreur' => _T('info_acces_interdit')];
	}
	$sent = assistant_mairie_sent();
	$errors = [];
	if ($sent['server'] !== '' && !preg_match(',^https?://[^\s/?#"\'<>\\\\]+[^\s"\'<>\\\\]*$,i', $sent['server'])) {
		$errors['server'] = 'L’adresse de l’assistant doit commencer par https:// : la précédente est gardée.';
	}
	if ($sent['logo'] !== '' && !preg_match(',^(https?:/)?/[^\s"\'<>\\\\]+$,i', $sent['logo'])) {
		$errors['logo'] = 'L’adresse du logo doit commencer par https:// ou par / : la précédente est gardée.';
	}
	return $errors;
}

function formulaires_configurer_assistant_mairie_traiter_dist() {
	ecrire_config('assistant_mairie', assistant_mairie_sent());
	// The pages kept are no longer good. « Vider le cache » itself would take this form's own state with it.
	include_spip('inc/invalideur');
	suivre_invalideur('1');
	return ['message_ok' => _T('config_info_enregistree'), 'editable' => true];
}
