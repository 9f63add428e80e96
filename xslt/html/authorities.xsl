<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The authority file and the shared vocabularies, as one JSON object. -->

  <xsl:param name="corpus" as="document-node()?" select="()"/>
  <xsl:param name="authorities" as="document-node()?" select="()"/>

  <xsl:template name="authorities" as="map(xs:string, xs:string)">
    <xsl:variable name="files" as="document-node()*" select="($authorities, $corpus)"/>
    <xsl:sequence select="map { 'authorities.json': serialize(map {
      'people': array { $files//standOff//person ! k:record(., 'person') },
      'bodies': array { $files//standOff//listOrg[not(@type = 'repositories')]/org ! k:record(., 'body') },
      'repositories': array { $files//standOff//listOrg[@type = 'repositories']/org ! k:record(.,
      'repository') },
      'places': array { $files//standOff//place ! k:record(., 'place') },
      'collections': array { $files//standOff//listBibl[@type = 'collections']/bibl ! k:record(.,
      string((@type, 'collection')[1])) },
      'printed': array { $files//standOff//listBibl[@type = 'printed']/bibl ! k:record(., 'printed') },
      'hands': array { $files//titleStmt//(editor | respStmt | name
      | author)[@xml:id] ! map { 'key': string(@xml:id),
      'name': normalize-space((self::respStmt/(name | persName | orgName), .)[1]) } },
      'changes': array { $corpus/*/teiHeader/revisionDesc//change[@when] ! k:change(.) },
      'taxonomies': array { $files//classDecl/taxonomy ! k:taxonomy(.) }
    }, map { 'method': 'json' }) }"/>
  </xsl:template>

  <xsl:function name="k:record" as="map(xs:string, item()*)">
    <xsl:param name="record" as="element()"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:variable name="names" as="element()*" select="$record/(persName | orgName | placeName | title)"/>
    <xsl:variable name="main" as="element()?" select="($names[not(@type = ('variant', 'symbol', 'short'))],
      $names)[1]"/>
    <xsl:sequence select="map {
      'key': string($record/@xml:id),
      'kind': $kind,
      'name': if ($kind = 'printed') then normalize-space(string-join($record/(author | editor
      | title[not(@type = ('short', 'variant')) or empty(../title[not(@type = ('short', 'variant'))])]
      | pubPlace | publisher | date) ! normalize-space(.), ', ')) else string($main ! k:main-name(.)),
      'sort': string(($main/@sortKey, $main/surname ! string-join((normalize-space(.),
      normalize-space(string-join(../forename, ' ')))[. != ''], ', '), normalize-space($main))[1]),
      'family': normalize-space(string-join($main/surname, ' ')),
      'given': normalize-space(string-join($main/forename, ' ')),
      'suffix': normalize-space(string-join($main/genName, ' ')),
      'variants': array { distinct-values(($names except $main,
      $record/note[@type = 'variant']) ! normalize-space(.))[. != ''] },
      'about': array { if ($kind = 'printed') then () else k:told-of($record, ($names,
        $record/note[@type = 'variant'])) },
      'ids': array { $record/(idno | ptr[k:is-web(@target)]) ! k:identifier(., ()) },
      'geo': normalize-space($record//geo[1])
    }"/>
  </xsl:function>

  <!-- The name of a record.  A long post does not stand before the surname that alone is known: "Berg,
       Director of the Office of Trade", but "Ambassador Berg". -->
  <xsl:function name="k:main-name" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="post" as="xs:string" select="normalize-space(string-join($name/roleName, ', '))"/>
    <xsl:sequence select="if ($name/surname and empty($name/forename)
      and matches($post, ',|\s(of|in|for|to|at|on)\s'))
      then string-join(($name/surname, $name/genName, $post) ! normalize-space(.), ', ')
      else normalize-space($name)"/>
  </xsl:function>

  <xsl:function name="k:taxonomy" as="map(xs:string, item()*)">
    <xsl:param name="taxonomy" as="element(taxonomy)"/>
    <xsl:sequence select="map {
      'key': string($taxonomy/@xml:id),
      'about': normalize-space($taxonomy/(desc | bibl | gloss)[1]),
      'categories': array { $taxonomy//category ! map {
        'key': string(@xml:id),
        'name': string((catDesc/term ! normalize-space(.),
        normalize-space(string-join(catDesc/node()[not(self::gloss or self::desc)])))[. != ''][1]),
        'about': normalize-space(string-join((catDesc/gloss, catDesc/desc, gloss, desc) ! normalize-space(.),
        ' ')) } }
    }"/>
  </xsl:function>
</xsl:stylesheet>
